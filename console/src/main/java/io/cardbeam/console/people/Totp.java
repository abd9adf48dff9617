package io.cardbeam.console.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.cardbeam.console.access.RandomSecrets;
import java.net.URLEncoder;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/**
 * One-time passwords by time (RFC 6238): six digits, 30 seconds, HMAC-SHA-1 as all apps know it,
 * 160 random bits. The step before and the one after are taken too, as clocks differ.
 */
final class Totp {
  private static final TimeBasedOneTimePasswordGenerator GENERATOR =
      new TimeBasedOneTimePasswordGenerator();
  private static final int SECRET_BYTES = 20;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int BITS = 5;

  private Totp() {}

  /** A new secret. */
  static byte[] newSecret() {
    return RandomSecrets.bytes(SECRET_BYTES);
  }

  /** The secret as people type it into an app, base32. */
  static String base32(byte[] secret) {
    StringBuilder text = new StringBuilder();
    int held = 0;
    int bits = 0;
    for (byte next : secret) {
      held = (held << Byte.SIZE) | (next & 0xFF);
      bits += Byte.SIZE;
      while (bits >= BITS) {
        bits -= BITS;
        text.append(BASE32.charAt((held >> bits) & ((1 << BITS) - 1)));
      }
    }
    return text.toString();
  }

  /** The address that an app reads from a QR code. */
  static String uri(String userName, byte[] secret) {
    return "otpauth://totp/Cardbeam:"
        + URLEncoder.encode(userName, UTF_8).replace("+", "%20")
        + "?secret="
        + base32(secret)
        + "&issuer=Cardbeam";
  }

  /**
   * The step of time that a code stands for; empty if it is wrong.
   *
   * @param after the newest step that was used: this one and those before do not work again
   */
  static OptionalLong step(byte[] secret, String code, Instant now, long after) {
    long stepSeconds = GENERATOR.getTimeStep().toSeconds();
    long current = Math.floorDiv(now.getEpochSecond(), stepSeconds);
    OptionalLong found = OptionalLong.empty();
    for (long step = current - 1; step <= current + 1; step++) {
      String right = code(secret, Instant.ofEpochSecond(step * stepSeconds));
      boolean same = MessageDigest.isEqual(right.getBytes(UTF_8), code.getBytes(UTF_8));
      if (same && step > after && found.isEmpty()) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  /** The code at a time. */
  static String code(byte[] secret, Instant time) {
    try {
      return GENERATOR.generateOneTimePasswordString(
          new SecretKeySpec(secret, GENERATOR.getAlgorithm()), time);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("any bytes are a key", e);
    }
  }
}
