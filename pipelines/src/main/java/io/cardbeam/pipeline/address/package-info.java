/** How many cards ask from an address: counted, published, read back, handed to what decides. */
@NullMarked
package io.cardbeam.pipeline.address;

import org.jspecify.annotations.NullMarked;
