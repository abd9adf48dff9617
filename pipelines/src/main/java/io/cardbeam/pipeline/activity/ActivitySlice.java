package io.cardbeam.pipeline.activity;

import io.cardbeam.pipeline.Decided;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * An hour in a state of the country: what is counted, told and forgotten together.
 *
 * @param hour of event time, in hours since 1970-01-01 UTC
 * @param state of the purchase, else the cardholder's
 */
record ActivitySlice(long hour, String state) {
  static final long MILLIS_AN_HOUR = 3_600_000;

  static ActivitySlice of(Decided decided) {
    return new ActivitySlice(
        Math.floorDiv(decided.request().getEventTime().toEpochMilli(), MILLIS_AN_HOUR),
        decided.state());
  }

  /** First millisecond after it, UTC. */
  long endMillis() {
    return (hour + 1) * MILLIS_AN_HOUR;
  }

  static final class ActivitySliceCoder extends AtomicCoder<ActivitySlice> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(ActivitySlice slice, OutputStream out) throws IOException {
      VarLongCoder.of().encode(slice.hour(), out);
      StringUtf8Coder.of().encode(slice.state(), out);
    }

    @Override
    public ActivitySlice decode(InputStream in) throws IOException {
      return new ActivitySlice(VarLongCoder.of().decode(in), StringUtf8Coder.of().decode(in));
    }

    @Override
    public void verifyDeterministic() {
      // A number and a string are.
    }

    @Override
    public boolean consistentWithEquals() {
      return true;
    }
  }
}
