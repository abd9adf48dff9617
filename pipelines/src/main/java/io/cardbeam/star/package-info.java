/** The star schema: keys, versions and rows of dimensions and facts, from the events of a card. */
@NullMarked
package io.cardbeam.star;

import org.jspecify.annotations.NullMarked;
