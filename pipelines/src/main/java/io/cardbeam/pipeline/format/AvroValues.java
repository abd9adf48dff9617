package io.cardbeam.pipeline.format;

import io.cardbeam.wire.Event;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;

/** Values in Avro's single-object encoding. */
final class AvroValues implements EventDecoder {
  private final WireCodec codec = new WireCodec();

  @Override
  public Event decode(byte[] value, Topic topic, long position) throws UnreadableRecordException {
    if (!OtherFormat.isSingleObject(value)) {
      var other = OtherFormat.of(value, "Avro's single-object encoding");
      if (other.isPresent()) {
        throw other.get();
      }
    }
    return codec.decodeEvent(value, topic, position);
  }
}
