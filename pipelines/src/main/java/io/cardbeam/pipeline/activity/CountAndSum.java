package io.cardbeam.pipeline.activity;

import io.cardbeam.wire.StateFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * Requests and what they asked for.
 *
 * @param count requests
 * @param amountMinor sum of amounts, minor units; Long.MAX_VALUE if it is more
 */
record CountAndSum(long count, long amountMinor) {
  static final CountAndSum NONE = new CountAndSum(0, 0);

  CountAndSum plus(CountAndSum other) {
    long sum = amountMinor + other.amountMinor;
    // Amounts are above 0, so that a sum below 0 has overflowed. It must not end a stream.
    return new CountAndSum(count + other.count, sum < 0 ? Long.MAX_VALUE : sum);
  }

  static final class CountAndSumCoder extends AtomicCoder<CountAndSum> {
    private static final long serialVersionUID = 1L;
    private static final StateFormat FORMAT = new StateFormat("a count of requests", 1);

    @Override
    public void encode(CountAndSum value, OutputStream out) throws IOException {
      FORMAT.write(out);
      VarLongCoder.of().encode(value.count(), out);
      VarLongCoder.of().encode(value.amountMinor(), out);
    }

    @Override
    public CountAndSum decode(InputStream in) throws IOException {
      FORMAT.read(in);
      return new CountAndSum(VarLongCoder.of().decode(in), VarLongCoder.of().decode(in));
    }
  }
}
