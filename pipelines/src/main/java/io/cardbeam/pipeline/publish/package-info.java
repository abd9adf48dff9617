/** Decisions, alerts, activity and dead letters to Kafka. */
@NullMarked
package io.cardbeam.pipeline.publish;

import org.jspecify.annotations.NullMarked;
