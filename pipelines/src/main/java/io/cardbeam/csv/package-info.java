/** Files of transactions, row by row: which column tells what, and the events in the rows. */
@NullMarked
package io.cardbeam.csv;

import org.jspecify.annotations.NullMarked;
