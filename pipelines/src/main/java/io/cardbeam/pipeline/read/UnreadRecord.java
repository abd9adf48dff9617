package io.cardbeam.pipeline.read;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.text.CardNumberMask;
import io.cardbeam.wire.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.beam.sdk.io.kafka.KafkaRecord;

/** The dead letter of a Kafka record: where it lies, why it can't be read, and how it begins. */
final class UnreadRecord {
  private static final int MAX_PAYLOAD_BYTES = 64 * 1024;
  private static final byte[] NOTHING = {};

  private UnreadRecord() {}

  static DeadLetter letter(KafkaRecord<byte[], byte[]> record, UnreadableRecordException why) {
    byte[] value = record.getKV().getValue();
    return new DeadLetter(
        record.getTopic() + "-" + record.getPartition(),
        record.getOffset(),
        why.code(),
        why.reason(),
        ByteBuffer.wrap(masked(value == null ? NOTHING : value)));
  }

  private static byte[] masked(byte[] value) {
    return CardNumberMask.mask(Arrays.copyOf(value, Math.min(value.length, MAX_PAYLOAD_BYTES)));
  }
}
