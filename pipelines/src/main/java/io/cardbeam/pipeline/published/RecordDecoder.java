package io.cardbeam.pipeline.published;

import io.cardbeam.wire.UnreadableRecordException;
import org.jspecify.annotations.Nullable;

/** A Kafka record's key and value to what they hold. For use by one thread. */
@FunctionalInterface
public interface RecordDecoder<T> {
  /**
   * The record in these bytes.
   *
   * @param key of the Kafka record
   * @param bytes its value; null is read as no bytes
   * @throws UnreadableRecordException if they hold none
   */
  T decode(byte @Nullable [] key, byte @Nullable [] bytes) throws UnreadableRecordException;
}
