/** {@code cluster}: a Flink session cluster of separate processes on this machine. */
@NullMarked
package io.cardbeam.local.cluster;

import org.jspecify.annotations.NullMarked;
