package io.cardbeam.pipeline;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.wire.StateFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * {@link Decided} between the steps of a pipeline and in its state: a byte for the version of this
 * format, request and decision with the fingerprints of their writers' schemas, the rest.
 */
public final class DecidedCoder extends AtomicCoder<Decided> {
  private static final long serialVersionUID = 1L;
  private static final StateFormat FORMAT = new StateFormat("an answered request", 1);
  private static final AvroRecordCoder<AuthorizationRequest> REQUEST =
      AvroRecordCoder.of(AuthorizationRequest.class);
  private static final AvroRecordCoder<AuthorizationDecision> DECISION =
      AvroRecordCoder.of(AuthorizationDecision.class);
  private static final DecidedCoder INSTANCE = new DecidedCoder();
  private static final Coder<String> STRING = StringUtf8Coder.of();
  private static final Coder<List<String>> STRINGS = ListCoder.of(STRING);
  private static final Coder<Double> DOUBLE = DoubleCoder.of();

  private DecidedCoder() {}

  public static DecidedCoder of() {
    return INSTANCE;
  }

  /** For {@code @DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(Decided.class), INSTANCE);
  }

  @Override
  public void encode(Decided value, OutputStream out) throws IOException {
    FORMAT.write(out);
    REQUEST.encode(value.request(), out);
    DECISION.encode(value.decision(), out);
    Decided.CardFacts card = value.card();
    STRING.encode(card.lastFour(), out);
    STRING.encode(card.city(), out);
    STRING.encode(card.state(), out);
    DOUBLE.encode(card.latitude(), out);
    DOUBLE.encode(card.longitude(), out);
    BooleanCoder.of().encode(value.repeated(), out);
    BooleanCoder.of().encode(value.rules().snoozed(), out);
    STRINGS.encode(value.rules().fired(), out);
    STRINGS.encode(value.rules().shadowed(), out);
  }

  @Override
  public Decided decode(InputStream in) throws IOException {
    FORMAT.read(in);
    AuthorizationRequest request = REQUEST.decode(in);
    AuthorizationDecision decision = DECISION.decode(in);
    return new Decided(
        request,
        decision,
        new Decided.CardFacts(
            STRING.decode(in),
            STRING.decode(in),
            STRING.decode(in),
            DOUBLE.decode(in),
            DOUBLE.decode(in)),
        BooleanCoder.of().decode(in),
        new RuleMarks(BooleanCoder.of().decode(in), STRINGS.decode(in), STRINGS.decode(in)));
  }

  @Override
  public void verifyDeterministic() {
    // Its parts are deterministic.
  }
}
