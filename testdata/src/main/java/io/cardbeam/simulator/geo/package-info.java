/** Files of locations for simulated networks. */
@NullMarked
package io.cardbeam.simulator.geo;

import org.jspecify.annotations.NullMarked;
