package io.cardbeam.command.weblog;

import io.cardbeam.text.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a log begins: its first line, at most {@value #MAX_BYTES} bytes of it. A server appends, so
 * it stays the same while the log grows, is renamed or copied.
 *
 * @param bytes how many
 * @param hash SHA-256 of them, hexadecimal digits
 */
record LogHead(int bytes, String hash) {
  static final int MAX_BYTES = 4_096;

  /** The head of a file; none as long as its first line is not whole. */
  static Optional<LogHead> of(FileChannel file) throws IOException {
    byte[] first = first(file, MAX_BYTES);
    for (int i = 0; i < first.length; i++) {
      if (first[i] == '\n') {
        return Optional.of(of(first, i + 1));
      }
    }
    return first.length == MAX_BYTES ? Optional.of(of(first, MAX_BYTES)) : Optional.empty();
  }

  private static LogHead of(byte[] first, int length) {
    return new LogHead(length, Sha256.hex(Arrays.copyOf(first, length)));
  }

  /** Whether a file begins so. */
  boolean isOf(FileChannel file) throws IOException {
    byte[] first = first(file, bytes);
    return first.length == bytes && of(first, bytes).equals(this);
  }

  private static byte[] first(FileChannel file, int atMost) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(atMost);
    while (buffer.hasRemaining() && file.read(buffer, buffer.position()) > 0) {
      // Until it is full or the file ends.
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}
