package io.cardbeam.pipeline.card;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.wire.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * {@link CardBooks} between the steps of one bounded run: token, events, requests, decisions, as
 * {@link EventBlocks}, which bear no schema. Never in state.
 */
public final class CardBooksCoder extends AtomicCoder<CardBooks> {
  private static final long serialVersionUID = 1L;
  private static final CardBooksCoder INSTANCE = new CardBooksCoder();

  private CardBooksCoder() {}

  public static CardBooksCoder of() {
    return INSTANCE;
  }

  /** For {@code @DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(CardBooks.class), INSTANCE);
  }

  @Override
  public void encode(CardBooks books, OutputStream out) throws IOException {
    StringUtf8Coder.of().encode(books.cardToken(), out);
    write(books.events(), out);
    write(books.answers().stream().map(answer -> Event.of(answer.request())).toList(), out);
    write(books.answers().stream().map(answer -> Event.of(answer.decision())).toList(), out);
  }

  private static void write(List<Event> events, OutputStream out) throws IOException {
    ByteArrayCoder.of().encode(EventBlocks.of(events), out);
  }

  @Override
  public CardBooks decode(InputStream in) throws IOException {
    String cardToken = StringUtf8Coder.of().decode(in);
    List<Event> events = read(in);
    List<Event> requests = read(in);
    List<Event> decisions = read(in);
    List<AnsweredRequest> answers = new ArrayList<>(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      answers.add(
          new AnsweredRequest(
              requests.get(i).body(AuthorizationRequest.class),
              decisions.get(i).body(AuthorizationDecision.class)));
    }
    return new CardBooks(cardToken, events, answers);
  }

  private static List<Event> read(InputStream in) throws IOException {
    List<Event> events = new ArrayList<>();
    EventBlocks.read(ByteArrayCoder.of().decode(in), events::add);
    return events;
  }

  @Override
  public void verifyDeterministic() {
    // Its parts are deterministic.
  }
}
