package io.cardbeam.lake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileConstants;

/**
 * The marker between the blocks of an Avro file that is the same bytes for the same records. Who
 * reads a part of a file looks for the marker from any byte on, so that it must not be what blocks
 * hold, nor begin as it ends: a marker of zeros was found a byte early behind a block that ends
 * with one.
 */
public final class SyncMarker {
  private SyncMarker() {}

  /** The marker of files of a schema: the first 16 bytes of its SHA-256. */
  public static byte[] of(Schema schema) {
    try {
      return Arrays.copyOf(
          MessageDigest.getInstance("SHA-256")
              .digest(schema.toString().getBytes(StandardCharsets.UTF_8)),
          DataFileConstants.SYNC_SIZE);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
