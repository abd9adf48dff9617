package io.cardbeam.console.outbox;

import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventChecks;
import io.cardbeam.wire.RuleChecks;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A record for Kafka, as it goes out.
 *
 * @param time its timestamp: the event's time
 */
public record OutgoingRecord(Topic topic, String key, Instant time, ByteBuffer value) {
  /**
   * An event, checked as the stream does.
   *
   * @throws UnreadableRecordException if the stream would not take it
   */
  public static OutgoingRecord of(Event event) throws UnreadableRecordException {
    EventChecks.check(event);
    return new OutgoingRecord(
        event.type().topic(),
        event.cardToken(),
        Instant.ofEpochMilli(event.eventTimeMillis()),
        ByteBuffer.wrap(new WireCodec().encode(event.body())));
  }

  /**
   * A rule or an entry of a list, checked as the stream does.
   *
   * @throws UnreadableRecordException if the stream would not take it
   */
  public static OutgoingRecord of(RuleRecord rule) throws UnreadableRecordException {
    RuleChecks.check(rule);
    return new OutgoingRecord(
        Topic.RULES,
        rule.key(),
        Instant.ofEpochMilli(rule.publishedAtMillis()),
        ByteBuffer.wrap(new WireCodec().encode(rule.body())));
  }

  /** A copy of the bytes that go out. */
  public byte[] bytes() {
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    return bytes;
  }
}
