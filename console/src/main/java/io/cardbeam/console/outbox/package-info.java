/** Records for Kafka that people caused: written down with what they did, and sent after it. */
@NullMarked
package io.cardbeam.console.outbox;

import org.jspecify.annotations.NullMarked;
