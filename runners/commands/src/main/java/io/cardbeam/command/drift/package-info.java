/** {@code drift}: its table for a terminal and as a page. */
@NullMarked
package io.cardbeam.command.drift;

import org.jspecify.annotations.NullMarked;
