package io.cardbeam.lake;

import io.cardbeam.text.StableHash;
import java.nio.ByteBuffer;

/**
 * The marker between the blocks of an Avro file that is the same bytes for the same records. Who
 * reads a part of a file looks for the marker from any byte on, so that it must not be what blocks
 * hold, nor begin as it ends: a marker of zeros was found a byte early behind a block that ends
 * with one.
 */
public final class SyncMarker {
  private SyncMarker() {}

  /** The marker of files of a name. Avro's own is random; this one is the same in each run. */
  public static byte[] of(String name) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(StableHash.of(name))
        .putLong(StableHash.of(name + "#"))
        .array();
  }
}
