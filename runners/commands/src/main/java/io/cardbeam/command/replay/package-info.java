/**
 * An archive replayed: its events in the order of their logs, to a Kafka or to be decided again.
 */
@NullMarked
package io.cardbeam.command.replay;

import org.jspecify.annotations.NullMarked;
