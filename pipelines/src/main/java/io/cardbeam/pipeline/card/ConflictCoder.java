package io.cardbeam.pipeline.card;

import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.traffic.Conflict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.BigEndianLongCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/** {@link Conflict} between the steps of a pipeline. */
public final class ConflictCoder extends AtomicCoder<Conflict> {
  private static final long serialVersionUID = 1L;
  private static final ConflictCoder INSTANCE = new ConflictCoder();
  private static final Coder<List<String>> FIELDS = ListCoder.of(StringUtf8Coder.of());

  private ConflictCoder() {}

  public static ConflictCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Conflict value, OutputStream out) throws IOException {
    EventCoder.of().encode(value.event(), out);
    BigEndianLongCoder.of().encode(value.standing(), out);
    FIELDS.encode(value.fields(), out);
  }

  @Override
  public Conflict decode(InputStream in) throws IOException {
    return new Conflict(
        EventCoder.of().decode(in), BigEndianLongCoder.of().decode(in), FIELDS.decode(in));
  }

  @Override
  public void verifyDeterministic() {
    // Its parts are deterministic.
  }
}
