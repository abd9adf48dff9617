package io.cardbeam.console.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Text that nobody can guess, and its digest to know it again by. */
public final class Secrets {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int BITS = 5;
  private static final int KEY_BYTES = 32;

  private Secrets() {}

  /** 256 random bits as 43 characters of base64url. */
  public static String next() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(KEY_BYTES));
  }

  /** Random characters of lower-case base32, 5 bits each. */
  public static String base32(int chars) {
    StringBuilder text = new StringBuilder(chars);
    for (byte random : bytes(chars)) {
      text.append(BASE32.charAt(random & ((1 << BITS) - 1)));
    }
    return text.toString();
  }

  /** So many random bytes. */
  public static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** SHA-256 of a text. */
  public static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
