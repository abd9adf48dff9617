package io.cardbeam.profile;

import java.nio.charset.StandardCharsets;
import org.apache.avro.SchemaNormalization;

/**
 * 64-bit keys of names and ids: Avro's Rabin fingerprint (CRC-64-AVRO) of their UTF-8 bytes, the
 * same on every machine. Two of a thousand names collide with a chance of 3e-14.
 */
public final class StableHash {
  private StableHash() {}

  public static long of(String text) {
    return SchemaNormalization.fingerprint64(text.getBytes(StandardCharsets.UTF_8));
  }
}
