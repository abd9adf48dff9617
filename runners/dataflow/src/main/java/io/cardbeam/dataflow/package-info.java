/** Cardbeam's commands on Beam's Dataflow runner. */
@NullMarked
package io.cardbeam.dataflow;

import org.jspecify.annotations.NullMarked;
