/**
 * Card traffic from a seed: who buys what when, who steals, and what follows. {@link
 * io.cardbeam.simulator.Simulator} is where to start.
 */
@NullMarked
package io.cardbeam.simulator;

import org.jspecify.annotations.NullMarked;
