package io.cardbeam.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The key of a Kafka record: it alone decides in which partition, and so in which order, it lies.
 */
public final class RecordKey {
  private RecordKey() {}

  /**
   * Checks that a record has the key it should.
   *
   * @param key as Kafka has it
   * @param expected the key that goes with its value; UTF-8 on Kafka
   * @param what it is, for the reason: "the card token"
   * @throws UnreadableRecordException with WRONG_KEY if it has another or none; the reason does not
   *     quote it, as it may be a card number
   */
  public static void check(byte @Nullable [] key, String expected, String what)
      throws UnreadableRecordException {
    if (key == null || key.length == 0) {
      throw new UnreadableRecordException(
          "WRONG_KEY", "the record has no key; its key must be " + what + ", as UTF-8 text");
    }
    if (!Arrays.equals(key, expected.getBytes(UTF_8))) {
      throw new UnreadableRecordException(
          "WRONG_KEY", "the record's key is not " + what + " in its value, as UTF-8 text");
    }
  }
}
