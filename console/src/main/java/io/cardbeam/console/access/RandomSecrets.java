package io.cardbeam.console.access;

import java.security.SecureRandom;
import java.util.Base64;

/** Text that nobody can guess. */
public final class RandomSecrets {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int BITS = 5;
  private static final int KEY_BYTES = 32;

  private RandomSecrets() {}

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
}
