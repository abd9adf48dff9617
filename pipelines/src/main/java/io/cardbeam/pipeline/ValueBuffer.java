package io.cardbeam.pipeline;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The bytes of one value of state, gathered and then written at once. A value has thousands of
 * small parts, and each write into a snapshot of Flink's goes through four streams, two of which
 * lock. For one thread.
 */
public final class ValueBuffer extends OutputStream {
  private static final int FIRST_BYTES = 8_192;

  /** Of a value that was larger the buffer is not kept. */
  private static final int MAX_KEPT_BYTES = 1 << 20;

  private static final ThreadLocal<ValueBuffer> OF_THREAD =
      ThreadLocal.withInitial(ValueBuffer::new);

  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;

  private ValueBuffer() {}

  /** Writes the parts of a value. */
  @FunctionalInterface
  public interface Parts {
    /** Writes them; a value within it has no buffer of its own. */
    void write(OutputStream out) throws IOException;
  }

  /** Writes a value, or nothing if that fails. */
  public static void write(OutputStream out, Parts parts) throws IOException {
    if (out instanceof ValueBuffer) {
      parts.write(out);
      return;
    }
    ValueBuffer buffer = OF_THREAD.get();
    buffer.length = 0;
    try {
      parts.write(buffer);
      out.write(buffer.bytes, 0, buffer.length);
    } finally {
      if (buffer.bytes.length > MAX_KEPT_BYTES) {
        buffer.bytes = new byte[FIRST_BYTES];
      }
    }
  }

  @Override
  public void write(int b) {
    reserve(1);
    bytes[length++] = (byte) b;
  }

  @Override
  public void write(byte[] source, int from, int count) {
    reserve(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
    }
  }
}
