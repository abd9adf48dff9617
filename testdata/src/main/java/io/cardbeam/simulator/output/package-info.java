/** Simulated traffic to files: Kaggle's layout, labels, and the Avro lake. */
@NullMarked
package io.cardbeam.simulator.output;

import org.jspecify.annotations.NullMarked;
