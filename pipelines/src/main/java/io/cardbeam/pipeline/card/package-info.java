/** All events of a card together, as the bounded commands carry them. */
@NullMarked
package io.cardbeam.pipeline.card;

import org.jspecify.annotations.NullMarked;
