package io.cardbeam.pipeline.address;

import io.cardbeam.address.CountedHour;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** An address and an hour as a key. */
final class CountedHourCoder extends AtomicCoder<CountedHour> {
  private static final long serialVersionUID = 1L;

  @Override
  public void encode(CountedHour hour, OutputStream out) throws IOException {
    StringUtf8Coder.of().encode(hour.addressHash(), out);
    VarLongCoder.of().encode(hour.startMillis(), out);
  }

  @Override
  public CountedHour decode(InputStream in) throws IOException {
    return new CountedHour(StringUtf8Coder.of().decode(in), VarLongCoder.of().decode(in));
  }

  @Override
  public void verifyDeterministic() {
    // A text and a number.
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
