/** The stateful transform keyed by card, around the one function that decides. */
@NullMarked
package io.cardbeam.pipeline.classify;

import org.jspecify.annotations.NullMarked;
