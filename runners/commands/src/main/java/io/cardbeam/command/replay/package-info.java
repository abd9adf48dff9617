/** An archive replayed: its events in the order of their logs, to a Kafka or to be decided anew. */
@NullMarked
package io.cardbeam.command.replay;

import org.jspecify.annotations.NullMarked;
