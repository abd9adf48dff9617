package io.cardbeam.pipeline.weblog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * How much there was of something.
 *
 * @param hits requests
 * @param bots of them those by robots
 * @param errors of them those answered by a status of 400 or more
 * @param bytes sent
 */
record Tally(long hits, long bots, long errors, long bytes) {
  static final Tally NONE = new Tally(0, 0, 0, 0);

  /** Of these. */
  static final AtomicCoder<Tally> CODER = new Coder();

  Tally plus(Tally other) {
    return new Tally(
        hits + other.hits, bots + other.bots, errors + other.errors, bytes + other.bytes);
  }

  static Tally sum(Iterable<Tally> all) {
    Tally sum = NONE;
    for (Tally one : all) {
      sum = sum.plus(one);
    }
    return sum;
  }

  private static final class Coder extends AtomicCoder<Tally> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(Tally tally, OutputStream out) throws IOException {
      VarLongCoder longs = VarLongCoder.of();
      longs.encode(tally.hits, out);
      longs.encode(tally.bots, out);
      longs.encode(tally.errors, out);
      longs.encode(tally.bytes, out);
    }

    @Override
    public Tally decode(InputStream in) throws IOException {
      VarLongCoder longs = VarLongCoder.of();
      return new Tally(longs.decode(in), longs.decode(in), longs.decode(in), longs.decode(in));
    }
  }
}
