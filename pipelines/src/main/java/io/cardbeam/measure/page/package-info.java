/** Curves and figures of a measurement as charts and words. */
@NullMarked
package io.cardbeam.measure.page;

import org.jspecify.annotations.NullMarked;
