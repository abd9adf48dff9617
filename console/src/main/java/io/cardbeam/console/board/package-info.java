/** Figures of each month for those who answer for them, and the rows behind each figure. */
@NullMarked
package io.cardbeam.console.board;

import org.jspecify.annotations.NullMarked;
