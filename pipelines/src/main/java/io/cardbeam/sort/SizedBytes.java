package io.cardbeam.sort;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Bytes after their number, so that others can follow, in a {@link ExternalSort.Form}. */
public final class SizedBytes {
  private SizedBytes() {}

  /** Writes them. */
  public static void write(byte[] bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Reads those that come next. */
  public static byte[] read(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
