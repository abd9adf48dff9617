package io.cardbeam.console.letters;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.cardbeam.wire.Topic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * A dead letter.
 *
 * @param id names it here
 * @param writtenAt when it came to its topic
 * @param source file, or topic and partition
 * @param position line or record of the file, or offset
 * @param topic that the unread record lies on; empty for a file
 * @param payload the record as it came, masked
 * @param sent what was sent in its place, or is on its way
 */
record Letter(
    long id,
    Instant writtenAt,
    String source,
    long position,
    Optional<Topic> topic,
    String code,
    String reason,
    ByteBuffer payload,
    Optional<Sent> sent) {
  /** Longest payload that a letter keeps; one of this length may have been cut. */
  static final int MAX_PAYLOAD_BYTES = 64 * 1024;

  /** What a masked number is replaced by. */
  private static final String MASK = "*".repeat(11);

  private static final String CARD_NUMBER = "CARD_NUMBER";

  /**
   * The event that was sent in place of a record.
   *
   * @param record its bytes
   * @param by who sent it, as the audit trail names them
   * @param at when Kafka had it; empty until then
   */
  record Sent(
      ByteBuffer record,
      String type,
      String eventId,
      String cardToken,
      String by,
      Optional<Instant> at) {}

  /** Why nothing can be sent in place of a letter. */
  enum Unsendable {
    HELD_CARD_NUMBER(
        "It held what could be a card number. That is masked, so that what it said is not known any"
            + " more: have its sender send it again, with a token in place of the number."),
    CUT("Only its first 64 KiB are kept: have its sender send it again."),
    NO_RECORD("It is a row of a file: mend the file, and load it again."),
    OTHER_TOPIC("It is no event of a card: publish rules and lists with ./cardbeam rules.");

    private final String words;

    Unsendable(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** What the record in its place is found by in the outbox. */
  String origin() {
    return LetterStore.ORIGIN + place();
  }

  /** Where it came from, for people: topic, partition and offset, or file and line. */
  String place() {
    return source + "@" + position;
  }

  /** Why it can't be sent again; empty if it can. */
  Optional<Unsendable> unsendable() {
    if (heldCardNumber()) {
      return Optional.of(Unsendable.HELD_CARD_NUMBER);
    }
    if (topic.isEmpty()) {
      return Optional.of(Unsendable.NO_RECORD);
    }
    if (topic.get() != Topic.CARD_EVENTS && topic.get() != Topic.TRANSACTIONS) {
      return Optional.of(Unsendable.OTHER_TOPIC);
    }
    return payload.remaining() >= MAX_PAYLOAD_BYTES
        ? Optional.of(Unsendable.CUT)
        : Optional.empty();
  }

  /** By its code, or by the stars that stand where digits stood. */
  private boolean heldCardNumber() {
    return code.equals(CARD_NUMBER)
        || ISO_8859_1.decode(payload.duplicate()).toString().contains(MASK);
  }
}
