/** Look-ups in the books, read only. */
@NullMarked
package io.cardbeam.console.lookup;

import org.jspecify.annotations.NullMarked;
