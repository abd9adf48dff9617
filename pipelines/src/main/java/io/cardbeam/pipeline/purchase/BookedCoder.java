package io.cardbeam.pipeline.purchase;

import io.cardbeam.pipeline.DecidedCoder;
import io.cardbeam.pipeline.EventCoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/** {@link Booked} between the steps of a pipeline: a byte for the case, then its parts. */
public final class BookedCoder extends AtomicCoder<Booked> {
  private static final long serialVersionUID = 1L;
  private static final BookedCoder INSTANCE = new BookedCoder();
  private static final byte ON_AUTHORIZATION = 0;
  private static final byte ON_PURCHASE = 1;
  private static final byte ON_ACCOUNT = 2;
  private static final byte ON_CHARGEBACK = 3;

  private BookedCoder() {}

  public static BookedCoder of() {
    return INSTANCE;
  }

  /** For {@code @DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(Booked.class), INSTANCE);
  }

  @Override
  public void encode(Booked value, OutputStream out) throws IOException {
    if (value instanceof Booked.OnAuthorization it) {
      ByteCoder.of().encode(ON_AUTHORIZATION, out);
      EventCoder.of().encode(it.event(), out);
      DecidedCoder.of().encode(it.decided(), out);
    } else if (value instanceof Booked.OnPurchase it) {
      ByteCoder.of().encode(ON_PURCHASE, out);
      EventCoder.of().encode(it.event(), out);
      EventCoder.of().encode(it.purchase(), out);
      DecidedCoder.of().encode(it.decided(), out);
    } else if (value instanceof Booked.OnChargeback it) {
      ByteCoder.of().encode(ON_CHARGEBACK, out);
      EventCoder.of().encode(it.event(), out);
      EventCoder.of().encode(it.chargeback(), out);
      EventCoder.of().encode(it.purchase(), out);
      DecidedCoder.of().encode(it.decided(), out);
    } else {
      ByteCoder.of().encode(ON_ACCOUNT, out);
      EventCoder.of().encode(value.event(), out);
    }
  }

  @Override
  public Booked decode(InputStream in) throws IOException {
    byte tag = ByteCoder.of().decode(in);
    return switch (tag) {
      case ON_AUTHORIZATION ->
          new Booked.OnAuthorization(EventCoder.of().decode(in), DecidedCoder.of().decode(in));
      case ON_PURCHASE ->
          new Booked.OnPurchase(
              EventCoder.of().decode(in), EventCoder.of().decode(in), DecidedCoder.of().decode(in));
      case ON_CHARGEBACK ->
          new Booked.OnChargeback(
              EventCoder.of().decode(in),
              EventCoder.of().decode(in),
              EventCoder.of().decode(in),
              DecidedCoder.of().decode(in));
      case ON_ACCOUNT -> new Booked.OnAccount(EventCoder.of().decode(in));
      default -> throw new CoderException(tag + " is no kind of booked transaction");
    };
  }

  @Override
  public void verifyDeterministic() {
    // Its parts are deterministic.
  }
}
