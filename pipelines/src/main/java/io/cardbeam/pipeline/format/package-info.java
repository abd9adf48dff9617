/** Values of Kafka records in the formats that are in use: how each is read as an event. */
@NullMarked
package io.cardbeam.pipeline.format;

import org.jspecify.annotations.NullMarked;
