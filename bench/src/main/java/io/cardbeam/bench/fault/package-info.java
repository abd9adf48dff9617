/** {@code bench faults}: a stream on a Flink cluster while its parts are killed. */
@NullMarked
package io.cardbeam.bench.fault;

import org.jspecify.annotations.NullMarked;
