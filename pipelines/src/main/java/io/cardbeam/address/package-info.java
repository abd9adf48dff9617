/** How many cards asked from an address: counted by the hour, published, and looked up in time. */
@NullMarked
package io.cardbeam.address;

import org.jspecify.annotations.NullMarked;
