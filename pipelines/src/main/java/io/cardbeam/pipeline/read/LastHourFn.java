package io.cardbeam.pipeline.read;

import io.cardbeam.traffic.HourCounts;
import io.cardbeam.traffic.LatestHour;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.KV;

/**
 * Hours and their counts to the end of the {@link LatestHour} that is taken: its last instant,
 * milliseconds since 1970 UTC; that of all time without events.
 */
final class LastHourFn extends Combine.CombineFn<KV<Long, Long>, HourCounts, Long> {
  private static final long serialVersionUID = 1L;

  @Override
  public HourCounts createAccumulator() {
    return new HourCounts();
  }

  @Override
  public HourCounts addInput(HourCounts counts, KV<Long, Long> hour) {
    counts.add(hour.getKey(), hour.getValue());
    return counts;
  }

  @Override
  public HourCounts mergeAccumulators(Iterable<HourCounts> parts) {
    HourCounts all = new HourCounts();
    parts.forEach(all::addAll);
    return all;
  }

  @Override
  public Long extractOutput(HourCounts counts) {
    return counts.latest().lastMillis();
  }

  @Override
  public Coder<HourCounts> getAccumulatorCoder(
      CoderRegistry registry, Coder<KV<Long, Long>> input) {
    return new CountsCoder();
  }

  /** The hours that have events: some ten bytes each. */
  private static final class CountsCoder extends CustomCoder<HourCounts> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(HourCounts counts, OutputStream out) throws IOException {
      int[] hours = {0};
      counts.forEach((hour, count) -> hours[0]++);
      VarInt.encode(hours[0], out);
      DataOutputStream data = new DataOutputStream(out);
      counts.forEach(
          (hour, count) -> {
            data.writeLong(hour);
            VarInt.encode(count, data);
          });
    }

    @Override
    public HourCounts decode(InputStream in) throws IOException {
      HourCounts counts = new HourCounts();
      DataInputStream data = new DataInputStream(in);
      for (int hours = VarInt.decodeInt(in); hours > 0; hours--) {
        counts.add(data.readLong(), VarInt.decodeLong(data));
      }
      return counts;
    }

    @Override
    public void verifyDeterministic() {
      // Hours are given in order.
    }
  }
}
