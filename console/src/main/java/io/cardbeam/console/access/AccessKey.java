package io.cardbeam.console.access;

import io.cardbeam.text.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/** The secret that opens console and gateway. Only its digest is kept in memory. */
public final class AccessKey {
  private static final Pattern FORM = Pattern.compile("[!-~]{32,256}");

  private final byte[] digest;

  private AccessKey(byte[] digest) {
    this.digest = digest;
  }

  /**
   * The key in a file of one line: 32 to 256 visible ASCII characters.
   *
   * @throws IOException if the file can't be read or holds no such line
   */
  public static AccessKey read(Path file) throws IOException {
    String key = Files.readString(file, StandardCharsets.UTF_8).strip();
    if (!FORM.matcher(key).matches()) {
      throw new IOException("it does not hold one line of 32 to 256 visible characters");
    }
    return new AccessKey(Sha256.of(key));
  }

  /** Whether this is the key; takes as long for a near miss as for a far one. */
  boolean is(String tried) {
    return MessageDigest.isEqual(digest, Sha256.of(tried));
  }
}
