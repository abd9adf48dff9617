/** Who there is: cardholders with their homes and habits, and the merchants they buy from. */
@NullMarked
package io.cardbeam.simulator.population;

import org.jspecify.annotations.NullMarked;
