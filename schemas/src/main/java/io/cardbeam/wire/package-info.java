/** Cardbeam's contracts in use: topics, kinds of event, and their bytes on Kafka. */
@NullMarked
package io.cardbeam.wire;

import org.jspecify.annotations.NullMarked;
