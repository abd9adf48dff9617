/** Chance, from a seed: every draw the simulator makes goes through here. */
@NullMarked
package io.cardbeam.simulator.draw;

import org.jspecify.annotations.NullMarked;
