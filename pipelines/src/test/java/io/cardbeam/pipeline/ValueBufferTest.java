package io.cardbeam.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ValueBufferTest {

  /** Counts calls: each is what the buffer is there to save. */
  private static final class Calls extends ByteArrayOutputStream {
    private int calls;

    @Override
    public synchronized void write(int b) {
      calls++;
      super.write(b);
    }

    @Override
    public synchronized void write(byte[] source, int from, int count) {
      calls++;
      super.write(source, from, count);
    }
  }

  @Property
  void writesWhatItWasGivenInOneCall(@ForAll @Size(max = 30) byte[][] parts) throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    Calls buffered = new Calls();

    writeAll(parts, plain);
    ValueBuffer.write(buffered, out -> writeAll(parts, out));

    assertThat(buffered.toByteArray()).isEqualTo(plain.toByteArray());
    assertThat(buffered.calls).isEqualTo(1);
  }

  private static void writeAll(byte[][] parts, OutputStream out) throws IOException {
    for (byte[] part : parts) {
      out.write(part);
      out.write(part.length);
      out.write(part, part.length / 2, part.length - part.length / 2);
    }
  }

  @Test
  void writesAValueOfAnySizeAfterOneThatFailed() throws IOException {
    Calls out = new Calls();
    byte[] large = new byte[5 << 20];
    large[large.length - 1] = 7;

    assertThatThrownBy(
            () ->
                ValueBuffer.write(
                    out,
                    buffer -> {
                      buffer.write(large);
                      throw new IOException("no more");
                    }))
        .hasMessage("no more");
    assertThat(out.size()).isZero();

    ValueBuffer.write(out, buffer -> buffer.write(large));
    assertThat(out.toByteArray()).isEqualTo(large);
  }

  @Test
  void aValueWithinAValueIsPartOfIt() throws IOException {
    Calls out = new Calls();

    ValueBuffer.write(
        out,
        outer -> {
          outer.write(1);
          ValueBuffer.write(outer, inner -> inner.write(2));
          outer.write(3);
        });

    assertThat(out.toByteArray()).containsExactly(1, 2, 3);
    assertThat(out.calls).isEqualTo(1);
  }
}
