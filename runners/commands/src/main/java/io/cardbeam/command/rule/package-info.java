/**
 * The commands of rules' life: {@code rules list|publish|shadow|retire|test|block|allow|snooze}.
 */
@NullMarked
package io.cardbeam.command.rule;

import org.jspecify.annotations.NullMarked;
