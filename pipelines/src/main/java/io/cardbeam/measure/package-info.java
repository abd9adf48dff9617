/** How good scores and decisions were, once the truth is known: figures, curves, intervals. */
@NullMarked
package io.cardbeam.measure;

import org.jspecify.annotations.NullMarked;
