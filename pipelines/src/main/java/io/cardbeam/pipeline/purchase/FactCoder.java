package io.cardbeam.pipeline.purchase;

import io.cardbeam.pipeline.DecidedCoder;
import io.cardbeam.pipeline.EventCoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.BooleanCoder;

/** {@link Fact} on its way to its authorization's key. */
final class FactCoder extends AtomicCoder<Fact> {
  private static final long serialVersionUID = 1L;
  private static final FactCoder INSTANCE = new FactCoder();

  private FactCoder() {}

  static FactCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Fact value, OutputStream out) throws IOException {
    BooleanCoder.of().encode(value.isTransaction(), out);
    if (value instanceof Fact.OfTransaction it) {
      EventCoder.of().encode(it.event(), out);
    } else if (value instanceof Fact.OfDecision it) {
      DecidedCoder.of().encode(it.decided(), out);
    }
  }

  @Override
  public Fact decode(InputStream in) throws IOException {
    return BooleanCoder.of().decode(in)
        ? new Fact.OfTransaction(EventCoder.of().decode(in))
        : new Fact.OfDecision(DecidedCoder.of().decode(in));
  }

  @Override
  public void verifyDeterministic() {
    // Its parts are deterministic.
  }
}
