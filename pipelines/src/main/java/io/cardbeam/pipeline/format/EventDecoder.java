package io.cardbeam.pipeline.format;

import io.cardbeam.wire.Event;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;

/** Reads the values of records in one format. For use by one thread. */
public interface EventDecoder {
  /**
   * The event in a record's value, checked.
   *
   * @param topic where it was read; an event of another topic is refused
   * @param position the event's place in its card's log
   * @throws UnreadableRecordException if it is none; the reason names the format, where it is
   *     another one
   */
  Event decode(byte[] value, Topic topic, long position) throws UnreadableRecordException;
}
