package io.cardbeam.pipeline.warehouse;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.wire.Event;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;

/** One byte for what it is, then the event, or the request and its decision. */
final class CardEntryCoder extends AtomicCoder<CardEntry> {
  private static final long serialVersionUID = 1L;
  private static final CardEntryCoder INSTANCE = new CardEntryCoder();
  private static final int BOOKED = 0;
  private static final int ANSWERED = 1;

  private CardEntryCoder() {}

  static CardEntryCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(CardEntry entry, OutputStream out) throws IOException {
    if (entry instanceof CardEntry.Booked booked) {
      out.write(BOOKED);
      EventCoder.of().encode(booked.event(), out);
    } else if (entry instanceof CardEntry.Answered answered) {
      out.write(ANSWERED);
      EventCoder.of().encode(Event.of(answered.answer().request()), out);
      EventCoder.of().encode(Event.of(answered.answer().decision()), out);
    }
  }

  @Override
  public CardEntry decode(InputStream in) throws IOException {
    int kind = in.read();
    return switch (kind) {
      case BOOKED -> new CardEntry.Booked(EventCoder.of().decode(in));
      case ANSWERED ->
          new CardEntry.Answered(
              new AnsweredRequest(
                  EventCoder.of().decode(in).body(AuthorizationRequest.class),
                  EventCoder.of().decode(in).body(AuthorizationDecision.class)));
      default -> throw new EOFException("no card entry begins with " + kind);
    };
  }

  @Override
  public void verifyDeterministic() {
    // Its parts are deterministic.
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
