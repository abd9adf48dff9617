package io.cardbeam.console.mine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.text.Sha256;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a cardholder said or did.
 *
 * @param subject request or purchase, by its key among those of the card
 * @param turn 1 for the first on this subject
 * @param said {@code MINE} or {@code NOT_MINE}; of a dispute its reason
 * @param amountMinor of a dispute, minor units
 */
record Act(
    Kind kind,
    String cardToken,
    String subject,
    int turn,
    String said,
    Optional<Long> amountMinor,
    Instant at) {
  /** Most acts of a kind on one subject: nobody changes their mind so often. */
  static final int MAX_TURNS = 20;

  private static final int ID_CHARS = 32;

  /** The kinds, and how their ids begin. */
  enum Kind {
    /** Whether a request was the cardholder's own. */
    ANSWER("an_"),
    /** A purchase that is disputed. */
    DISPUTE("di_");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }

    /** As the audit trail names it. */
    String action() {
      return "card-" + name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Key of its events: it follows from card, kind, subject and turn alone, so whatever is sent
   * again is the same event.
   */
  String id() {
    MessageDigest sha = Sha256.newDigest();
    for (String part : new String[] {kind.name(), cardToken, subject, Integer.toString(turn)}) {
      byte[] bytes = part.getBytes(UTF_8);
      sha.update((bytes.length + ":").getBytes(UTF_8)); // keeps "ab", "c" apart from "a", "bc"
      sha.update(bytes);
    }
    return kind.prefix + Sha256.hex(sha.digest()).substring(0, ID_CHARS);
  }

  /** Whether another says the same of the same. */
  boolean saysTheSame(Act other) {
    return said.equals(other.said) && amountMinor.equals(other.amountMinor);
  }
}
