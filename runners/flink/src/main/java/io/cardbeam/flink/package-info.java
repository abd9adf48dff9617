/** Cardbeam's commands on Beam's Flink runner. */
@NullMarked
package io.cardbeam.flink;

import org.jspecify.annotations.NullMarked;
