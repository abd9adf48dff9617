/** Traffic to a running pipeline: sent at a pace, answered, followed up, measured. */
@NullMarked
package io.cardbeam.command.traffic;

import org.jspecify.annotations.NullMarked;
