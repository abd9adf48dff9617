/** The commands that every runner shares: what is asked for, checked, and run as a pipeline. */
@NullMarked
package io.cardbeam.command;

import org.jspecify.annotations.NullMarked;
