package io.cardbeam.pipeline.format;

import io.cardbeam.wire.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Tells the format of a value that is not in the stream's own, so that a person knows what to do.
 */
final class OtherFormat {
  /** Bytes of Confluent's header: a zero and the id of a schema. */
  static final int CONFLUENT_HEADER_BYTES = 5;

  private static final String CODE = "OTHER_FORMAT";
  private static final byte SINGLE_OBJECT_0 = (byte) 0xC3;
  private static final byte SINGLE_OBJECT_1 = 1;

  private OtherFormat() {}

  /** Whether a value begins as Confluent's do. */
  static boolean isConfluent(byte[] value) {
    return value.length > CONFLUENT_HEADER_BYTES && value[0] == 0;
  }

  /** The id of the schema in Confluent's header. */
  static int confluentId(byte[] value) {
    return ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
  }

  /** Whether a value begins as Avro's single objects do. */
  static boolean isSingleObject(byte[] value) {
    return value.length > 1 && value[0] == SINGLE_OBJECT_0 && value[1] == SINGLE_OBJECT_1;
  }

  /** Whether a value looks like a JSON object. */
  static boolean isJson(byte[] value) {
    for (byte b : value) {
      if (b > ' ' || b < 0) {
        return b == '{';
      }
    }
    return false;
  }

  /**
   * What a value is, if it is in one of the formats that are known.
   *
   * @param whatIsRead the stream's own format, as a person calls it
   */
  static Optional<UnreadableRecordException> of(byte[] value, String whatIsRead) {
    if (isConfluent(value)) {
      return Optional.of(
          other(
              "Confluent's wire format (magic byte 0, schema id " + confluentId(value) + ")",
              whatIsRead,
              "--value-format confluent --schema-registry URL"));
    }
    if (isSingleObject(value)) {
      return Optional.of(other("Avro's single-object encoding", whatIsRead, "--value-format avro"));
    }
    if (isJson(value)) {
      return Optional.of(other("JSON", whatIsRead, "--value-format json"));
    }
    return Optional.empty();
  }

  private static UnreadableRecordException other(String is, String isRead, String option) {
    return new UnreadableRecordException(
        CODE,
        "the value is in "
            + is
            + ", and the stream reads "
            + isRead
            + ": start it with "
            + option
            + ", or have the producer changed");
  }
}
