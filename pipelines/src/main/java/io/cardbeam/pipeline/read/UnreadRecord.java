package io.cardbeam.pipeline.read;

import io.cardbeam.csv.CardNumberMask;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.wire.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

  /** Latin-1 maps bytes to characters one to one, so that what is not masked stays as it was. */
  private static byte[] masked(byte[] value) {
    byte[] start = Arrays.copyOf(value, Math.min(value.length, MAX_PAYLOAD_BYTES));
    return CardNumberMask.mask(new String(start, StandardCharsets.ISO_8859_1))
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
