/** Sorting more than fits into memory. */
@NullMarked
package io.cardbeam.sort;

import org.jspecify.annotations.NullMarked;
