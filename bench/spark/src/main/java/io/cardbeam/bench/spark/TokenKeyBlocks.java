package io.cardbeam.bench.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** A token key as the two blocks with which HMAC-SHA-256 is two SHA-256 (RFC 2104). */
final class TokenKeyBlocks {
  private static final int BLOCK_BYTES = 64;
  private static final int INNER = 0x36;
  private static final int OUTER = 0x5c;

  private TokenKeyBlocks() {}

  /**
   * The parameters {@code inner_block} and {@code outer_block}, in hexadecimal.
   *
   * @param file the key in hexadecimal
   */
  static Map<String, Object> read(Path file) throws IOException {
    byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
    byte[] block = Arrays.copyOf(key.length > BLOCK_BYTES ? sha256(key) : key, BLOCK_BYTES);
    return Map.of("inner_block", filled(block, INNER), "outer_block", filled(block, OUTER));
  }

  private static String filled(byte[] block, int fill) {
    byte[] result = new byte[BLOCK_BYTES];
    for (int i = 0; i < BLOCK_BYTES; i++) {
      result[i] = (byte) (block[i] ^ fill);
    }
    return HexFormat.of().formatHex(result);
  }

  private static byte[] sha256(byte[] key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
