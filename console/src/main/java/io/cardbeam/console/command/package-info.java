/** Commands for merchants, keys, users and the audit trail. */
@NullMarked
package io.cardbeam.console.command;

import org.jspecify.annotations.NullMarked;
