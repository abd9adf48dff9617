package io.cardbeam.text;

import java.nio.charset.StandardCharsets;
import org.apache.avro.SchemaNormalization;

/**
 * 64-bit keys of names and ids: Avro's Rabin fingerprint (CRC-64-AVRO) of their UTF-8 bytes, the
 * same on every machine. Two of a thousand names collide with a chance of 3e-14.
 */
public final class StableHash {
  /** 2^64 by the golden ratio, odd: the step between states of SplitMix64. */
  public static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private static final int RADIX = 10;

  private StableHash() {}

  public static long of(String text) {
    return SchemaNormalization.fingerprint64(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Spreads numbers that are alike: SplitMix64's finalizer, in which each bit of the input changes
   * about half of the output's (Steele, Lea and Flood, "Fast splittable pseudorandom number
   * generators", 2014). It keeps 0, and two numbers never give the same.
   */
  public static long mixed(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
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
