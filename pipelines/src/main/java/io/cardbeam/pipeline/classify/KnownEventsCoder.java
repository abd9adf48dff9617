package io.cardbeam.pipeline.classify;

import io.cardbeam.profile.KnownEvents;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;

/** {@link KnownEvents} in state and savepoints. */
final class KnownEventsCoder extends AtomicCoder<KnownEvents> {
  private static final long serialVersionUID = 1L;

  @Override
  public void encode(KnownEvents value, OutputStream out) throws IOException {
    value.write(new DataOutputStream(out));
  }

  @Override
  public KnownEvents decode(InputStream in) throws IOException {
    return KnownEvents.read(new DataInputStream(in));
  }

  @Override
  public void verifyDeterministic() {
    // Numbers alone.
  }
}
