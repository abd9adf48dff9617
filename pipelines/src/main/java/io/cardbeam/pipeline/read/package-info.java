/** Sources: Kafka, the Avro lake, CSV files; what can't be read becomes a dead letter. */
@NullMarked
package io.cardbeam.pipeline.read;

import org.jspecify.annotations.NullMarked;
