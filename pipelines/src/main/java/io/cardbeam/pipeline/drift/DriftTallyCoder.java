package io.cardbeam.pipeline.drift;

import io.cardbeam.measure.drift.DriftTally;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;

/** {@link DriftTally} between workers. */
final class DriftTallyCoder extends AtomicCoder<DriftTally> {
  private static final long serialVersionUID = 1L;
  private static final DriftTallyCoder INSTANCE = new DriftTallyCoder();

  private DriftTallyCoder() {}

  static DriftTallyCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(DriftTally tally, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    tally.writeTo(data);
    data.flush();
  }

  @Override
  public DriftTally decode(InputStream in) throws IOException {
    return DriftTally.readFrom(new DataInputStream(in));
  }
}
