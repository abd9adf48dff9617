package io.cardbeam.profile;

import java.nio.charset.StandardCharsets;
import org.apache.avro.SchemaNormalization;

/**
 * 64-bit keys of names and ids: Avro's Rabin fingerprint (CRC-64-AVRO) of their UTF-8 bytes, the
 * same on every machine. Two of a thousand names collide with a chance of 3e-14.
 */
public final class StableHash {
  private static final int RADIX = 10;

  private StableHash() {}

  public static long of(String text) {
    return SchemaNormalization.fingerprint64(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The key as an id: its hexadecimal digits. Where these happen to be decimal digits alone, one in
   * 2,000, an x stands before them: an id is never to be taken for a card number.
   */
  public static String id(String text) {
    String hex = Long.toHexString(of(text));
    return hex.chars().allMatch(c -> Character.digit(c, RADIX) >= 0) ? "x" + hex : hex;
  }
}
