package io.cardbeam.console.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.text.Sha256;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Ids that the gateway gives. An id follows from who asks and the caller's own id alone, so whoever
 * asks again after a fault, of any gateway, means the same thing.
 */
public enum IdKind {
  /** An authorization. */
  AUTHORIZATION("au_"),
  /** A capture. */
  CAPTURE("cp_"),
  /** A reversal. */
  REVERSAL("rv_"),
  /** A refund. */
  REFUND("rf_"),
  /** A payment. */
  PAYMENT("pm_"),
  /** The return of a payment. */
  RETURN("rt_");

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int BITS = 128;
  private static final int BITS_OF_DIGIT = 5;
  private static final int DIGITS = (BITS + BITS_OF_DIGIT - 1) / BITS_OF_DIGIT;
  private static final int DIGIT_MASK = (1 << BITS_OF_DIGIT) - 1;

  private final String prefix;

  IdKind(String prefix) {
    this.prefix = prefix;
  }

  /**
   * The id of what a caller calls {@code requestId}: the prefix and the first 128 bits of SHA-256
   * over kind, owner and request id in base32. Different callers' ids are different.
   */
  public String of(String owner, String requestId) {
    byte[] ownerBytes = owner.getBytes(UTF_8);
    MessageDigest sha = Sha256.newDigest();
    sha.update(prefix.getBytes(UTF_8));
    // The length keeps "ab" and "c" apart from "a" and "bc".
    sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(ownerBytes.length).array());
    sha.update(ownerBytes);
    return prefix + base32(sha.digest(requestId.getBytes(UTF_8)));
  }

  /** The kind of an id, if it has the form of one that the gateway gives. */
  public static Optional<IdKind> of(String id) {
    return Arrays.stream(values()).filter(kind -> kind.hasForm(id)).findFirst();
  }

  /** The kind of an operation by that of its event; empty for an event that is none. */
  static Optional<IdKind> of(EventType type) {
    return switch (type) {
      case PURCHASE -> Optional.of(CAPTURE);
      case REVERSAL -> Optional.of(REVERSAL);
      case REFUND -> Optional.of(REFUND);
      case PAYMENT -> Optional.of(PAYMENT);
      case PAYMENT_RETURNED -> Optional.of(RETURN);
      default -> Optional.empty();
    };
  }

  /** Whether an event is an operation that the gateway made, as far as its id tells. */
  public static boolean isOperation(Event event) {
    return of(event.type()).filter(kind -> kind.hasForm(event.id())).isPresent();
  }

  /** Whether a text has the form of an id of this kind. */
  public boolean hasForm(String id) {
    return id.length() == prefix.length() + DIGITS
        && id.startsWith(prefix)
        && id.chars().skip(prefix.length()).allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }

  /** The first 128 bits, big end first, in digits of five; zeros fill the last one. */
  private static String base32(byte[] digest) {
    StringBuilder text = new StringBuilder(DIGITS);
    int held = 0;
    int bits = 0;
    for (int i = 0; i < BITS / Byte.SIZE; i++) {
      held = (held << Byte.SIZE) | (digest[i] & 0xff);
      bits += Byte.SIZE;
      while (bits >= BITS_OF_DIGIT) {
        bits -= BITS_OF_DIGIT;
        text.append(ALPHABET.charAt((held >> bits) & DIGIT_MASK));
      }
    }
    text.append(ALPHABET.charAt((held << (BITS_OF_DIGIT - bits)) & DIGIT_MASK));
    return text.toString();
  }
}
