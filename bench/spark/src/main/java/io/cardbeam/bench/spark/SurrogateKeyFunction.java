package io.cardbeam.bench.spark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.spark.sql.api.java.UDF2;

/**
 * {@code surrogate_key(kind, natural_key)}: the first eight bytes, big-endian, of SHA-256 over both
 * with the byte 0x1F between them; 1 where that would be 0, the unknown member's. Spark's own
 * functions would come to the same by way of hexadecimal and decimal text, which takes longer.
 */
final class SurrogateKeyFunction implements UDF2<String, String, Long> {
  static final String NAME = "surrogate_key";

  private static final long serialVersionUID = 1L;
  private static final char SEPARATOR = '\u001f';
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(SurrogateKeyFunction::sha256);

  @Override
  public Long call(String kind, String natural) {
    byte[] digest =
        SHA_256.get().digest((kind + SEPARATOR + natural).getBytes(StandardCharsets.UTF_8));
    long key = ByteBuffer.wrap(digest).getLong();
    return key == 0 ? 1 : key;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
