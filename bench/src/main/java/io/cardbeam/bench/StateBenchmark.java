package io.cardbeam.bench;

import io.cardbeam.bench.CardCases.Case;
import io.cardbeam.decision.Deciding;
import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.profile.CardProfileFormat;
import io.cardbeam.wire.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The bytes of what a stream keeps in state, written and read: a card's profile, which a state
 * backend on disk does with each decision, and an event.
 */
@State(Scope.Thread)
public class StateBenchmark {
  private static final Coder<Event> EVENT = EventCoder.of();

  private final List<Case> cases = CardCases.all(Deciding.standard(), DecisionRuleBook.empty());
  private final byte[][] profiles = new byte[CardCases.CASES][];
  private final byte[][] events = new byte[CardCases.CASES][];
  private int next;

  /** Writes all of them once. */
  @Setup(Level.Trial)
  public void write() throws IOException {
    for (int i = 0; i < CardCases.CASES; i++) {
      profiles[i] = bytes(cases.get(i).profile());
      events[i] = bytes(Event.of(cases.get(i).request()));
    }
  }

  private int next() {
    next = (next + 1) % CardCases.CASES;
    return next;
  }

  /** A profile into its bytes. */
  @Benchmark
  public byte[] writeProfile() throws IOException {
    return bytes(cases.get(next()).profile());
  }

  private static byte[] bytes(CardProfile profile) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CardProfileFormat.write(profile, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  /** A profile from its bytes. */
  @Benchmark
  public CardProfile readProfile() throws IOException {
    return CardProfileFormat.read(new DataInputStream(new ByteArrayInputStream(profiles[next()])));
  }

  /** A request into its bytes. */
  @Benchmark
  public byte[] writeEvent() throws IOException {
    return bytes(Event.of(cases.get(next()).request()));
  }

  private static byte[] bytes(Event event) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    EVENT.encode(event, bytes);
    return bytes.toByteArray();
  }

  /** A request from its bytes. */
  @Benchmark
  public Event readEvent() throws IOException {
    return EVENT.decode(new ByteArrayInputStream(events[next()]));
  }
}
