package io.cardbeam.bench;

import io.cardbeam.address.AddressCounts;
import io.cardbeam.bench.CardCases.Case;
import io.cardbeam.decision.Deciding;
import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Payment;
import io.cardbeam.feature.FeatureList;
import io.cardbeam.feature.FeatureReader;
import io.cardbeam.model.TreeEnsemble;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.profile.KnownEvents;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.rule.RuleInput;
import io.cardbeam.rule.RuleVerdict;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventChecks;
import io.cardbeam.wire.UnreadableRecordException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The parts of a decision, each on what the part before it gave. */
@State(Scope.Thread)
public class PartBenchmark {
  private final Deciding by = Deciding.standard();
  private final RuleBook tenRules = TenRules.book();
  private final List<Case> cases = CardCases.all(by, DecisionRuleBook.empty());
  private final float[][] features = new float[CardCases.CASES][FeatureList.SIZE];
  private final float[] values = new float[FeatureList.SIZE];
  private final int[] inputs = new int[TreeEnsemble.inputs()];
  private final int[] firstEnds = new int[by.model().first().ends()];
  private final int[] secondEnds = new int[by.model().second().ends()];
  private final RuleInput ruleInput = new RuleInput();
  private final List<Event> payments =
      IntStream.range(0, CardCases.CASES).mapToObj(i -> payment("p" + i)).toList();
  private final KnownEvents full = full();
  private final AddressCounts counts = AddressCases.counts();
  private final List<String> addresses = AddressCases.asked(CardCases.CASES);
  private int next;

  /** Prepares what the later parts start from. */
  public PartBenchmark() {
    for (int i = 0; i < CardCases.CASES; i++) {
      Case asked = cases.get(i);
      read(asked.profile(), asked.request(), features[i]);
    }
  }

  private static KnownEvents full() {
    KnownEvents known = KnownEvents.NONE;
    for (int i = 0; i < KnownEvents.MAX_TRANSACTIONS; i++) {
      known = known.plus(payment("before" + i));
    }
    return known;
  }

  private static Event payment(String id) {
    Instant at = Instant.parse("2026-03-02T10:00:00Z");
    return Event.of(
        Payment.newBuilder()
            .setPaymentId(id)
            .setCardToken("card")
            .setEventTime(at)
            .setEffectiveFrom(at)
            .setAmountMinor(10_00)
            .setCurrency("USD")
            .setMethod("ACH")
            .build());
  }

  private int next() {
    next = (next + 1) % CardCases.CASES;
    return next;
  }

  private void read(CardProfile profile, AuthorizationRequest request, float[] to) {
    int rank = by.model().categoryRank(request.getCategory());
    FeatureReader.read(profile, request, rank, by.reference(), to);
  }

  /** The checks of a request on arrival, before anything decides on it. */
  @Benchmark
  public Event checks() throws UnreadableRecordException {
    Event event = Event.of(cases.get(next()).request());
    EventChecks.check(event);
    return event;
  }

  /** The values of all features. */
  @Benchmark
  public float[] features() {
    Case asked = cases.get(next());
    read(asked.profile(), asked.request(), values);
    return values;
  }

  /** Both ensembles of trees. */
  @Benchmark
  public float scores() {
    TreeEnsemble.prepare(features[next()], inputs);
    return by.model().first().score(inputs, firstEnds)
        + by.model().second().score(inputs, secondEnds);
  }

  /** The cards of an address among 20,000, each with five counts in force. */
  @Benchmark
  public int address() {
    return counts.within(addresses.get(next()), AddressCases.AT_MILLIS);
  }

  /** What the answer shows of the request, so that another one under its id is found out. */
  @Benchmark
  public long fingerprint() {
    return Event.of(cases.get(next()).request()).fingerprint();
  }

  /** A transaction on a card whose memory of transactions is full: looked up, and taken in. */
  @Benchmark
  public KnownEvents known() {
    Event event = payments.get(next());
    return full.standing(event).isEmpty() ? full.plus(event) : full;
  }

  /** The verdict of ten live rules. */
  @Benchmark
  public RuleVerdict rules() {
    int i = next();
    Case asked = cases.get(i);
    double probability = asked.decision().getFraudProbability();
    return tenRules.verdict(
        ruleInput.set(asked.request(), asked.profile(), probability, features[i]));
  }
}
