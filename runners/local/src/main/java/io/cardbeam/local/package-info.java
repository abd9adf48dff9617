/** Everything on one machine: embedded Kafka, PostgreSQL and Flink, and what drives them. */
@NullMarked
package io.cardbeam.local;

import org.jspecify.annotations.NullMarked;
