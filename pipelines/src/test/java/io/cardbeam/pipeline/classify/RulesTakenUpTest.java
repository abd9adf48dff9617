package io.cardbeam.pipeline.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.decision.Deciding;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.ListName;
import io.cardbeam.event.Reason;
import io.cardbeam.event.RuleAction;
import io.cardbeam.event.RuleState;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.rule.KeepRuleBook;
import io.cardbeam.pipeline.rule.RuleBookView;
import io.cardbeam.pipeline.rule.RuleRecordCoder;
import io.cardbeam.pipeline.rule.RulesAtStart;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.sample.SampleRules;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;

/** Rules and requests as they come to a running stream, and the same all at once. */
class RulesTakenUpTest implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Instant T = SampleEvents.START;
  private static final String NONE = "no rule";
  private static final Event CARD =
      SampleEvents.cardUpdate("u", "card-A", T.minusSeconds(9), CardStatus.ACTIVE, "1 Elm Street");

  @Test
  void aRuleCountsForRequestsFromItsTimeOnThoughItWasKnownBefore() {
    Play play =
        new Play()
            .add(request("before", T))
            .add(rule("all", T.plusSeconds(60), RuleAction.DECLINE, "amount > 1.0"))
            .add(request("known", T.plusSeconds(30)))
            .add(request("from", T.plusSeconds(60)));
    Map<String, String> expected = Map.of("before", NONE, "known", NONE, "from", "RULE_DECLINE");
    play.assertStreamed(expected);
    play.assertBounded(expected);
  }

  @Test
  void aRuleThatComesLateChangesNoAnswerThatWasGivenAndAllThatFollow() {
    new Play()
        .add(request("given", T.plusSeconds(10)))
        .add(rule("late", T, RuleAction.REFER, "true"))
        .add(request("given", T.plusSeconds(10)))
        .add(request("next", T.plusSeconds(11)))
        .assertStreamed(Map.of("given", NONE, "next", "RULE_REFER"));
  }

  @Test
  void aRetiredRuleStopsCountingAndAListEntryStarts() {
    Play play =
        new Play()
            .add(rule("r", T, RuleAction.DECLINE, "true"))
            .add(
                SampleRules.rule(
                    "r", 2, RuleState.RETIRED, T.plusSeconds(5), RuleAction.DECLINE, "true"))
            .add(SampleRules.listed(ListName.BLOCK_CARD, "card-A", T.plusSeconds(20), null))
            .add(request("1", T.plusSeconds(1)))
            .add(request("2", T.plusSeconds(5)))
            .add(request("3", T.plusSeconds(20)));
    Map<String, String> expected = Map.of("1", "RULE_DECLINE", "2", NONE, "3", "CARD_BLOCK_LISTED");
    play.assertStreamed(expected);
    play.assertBounded(expected);
  }

  @Test
  void aRuleThatFailsIsCountedAndStopsNothing() {
    PipelineResult result =
        new Play()
            .add(rule("bad", T, RuleAction.DECLINE, "1 / (hour_utc - 10) == 1"))
            .add(request("1", T.plusSeconds(1)))
            .add(request("2", T.plusSeconds(2)))
            .assertStreamed(Map.of("1", NONE, "2", NONE));
    assertThat(counter(result, "failed/bad")).isEqualTo(2);
  }

  @Test
  void aShadowRuleIsCountedAndStopsNothing() {
    PipelineResult result =
        new Play()
            .add(SampleRules.rule("s", 1, RuleState.SHADOW, T, RuleAction.DECLINE, "true"))
            .add(request("1", T.plusSeconds(1)))
            .assertStreamed(Map.of("1", NONE));
    assertThat(counter(result, "shadow/s")).isEqualTo(1);
  }

  @Test
  void aWorkerThatBeginsKnowsTheRulesThatWereThereBeforeItsStreamBringsThem() {
    RulesAtStart atStart = () -> List.of(rule("early", T, RuleAction.DECLINE, "true"));
    new Play()
        .add(request("1", T.plusSeconds(1)))
        .assertStreamed(Map.of("1", "RULE_DECLINE"), atStart);
  }

  private static RuleRecord rule(String id, Instant from, RuleAction action, String when) {
    return SampleRules.rule(id, 1, RuleState.LIVE, from, action, when);
  }

  private static Event request(String id, Instant at) {
    return Event.of(
        AuthorizationRequest.newBuilder(SampleRules.request(at, 500)).setRequestId(id).build());
  }

  /** Code of the list's or rule's reason, which comes first; the model's own are none of ours. */
  private static String ruledBy(Decided decided) {
    return decided.decision().getReasons().stream()
        .map(Reason::getCode)
        .findFirst()
        .filter(code -> code.startsWith("RULE_") || code.endsWith("_LISTED"))
        .orElse(NONE);
  }

  private static long counter(PipelineResult result, String name) {
    long sum = 0;
    for (var counter :
        result
            .metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.named("rules", name))
                    .build())
            .getCounters()) {
      sum += counter.getAttempted();
    }
    return sum;
  }

  /** What comes, one after the other, each when the one before has been dealt with. */
  private static final class Play {
    private final WireCodec codec = new WireCodec();
    private final List<Event> events = new ArrayList<>(List.of(CARD));
    private final List<RuleRecord> rules = new ArrayList<>();
    private TestStream.Builder<byte[]> stream =
        TestStream.create(ByteArrayCoder.of()).addElements(timestamped(codec, CARD.body()));

    Play add(Event event) {
      events.add(event);
      stream = stream.addElements(timestamped(codec, event.body()));
      return this;
    }

    Play add(RuleRecord rule) {
      rules.add(rule);
      stream =
          stream
              .addElements(timestamped(codec, rule.body()))
              .advanceProcessingTime(KeepRuleBook.SEND_AFTER.plus(Duration.millis(1)));
      return this;
    }

    PipelineResult assertStreamed(Map<String, String> expected) {
      return assertStreamed(expected, RulesAtStart.NONE);
    }

    PipelineResult assertStreamed(Map<String, String> expected, RulesAtStart atStart) {
      Pipeline pipeline = Pipeline.create();
      PCollection<SpecificRecord> records =
          pipeline
              .apply(stream.advanceWatermarkToInfinity())
              .apply(
                  "Decode",
                  MapElements.into(TypeDescriptor.of(SpecificRecord.class))
                      .via(RulesTakenUpTest::decoded))
              .setCoder(new WireRecordCoder());
      PCollectionView<RuleBook> book =
          records
              .apply("RulesOnly", Filter.by(RuleRecord::isOne))
              .apply(
                  "Rules",
                  MapElements.into(TypeDescriptor.of(RuleRecord.class)).via(RuleRecord::of))
              .setCoder(RuleRecordCoder.of())
              .apply("Keep", new KeepRuleBook(KeepRuleBook.SEND_AFTER));
      PCollection<Event> cardEvents =
          records
              .apply("EventsOnly", Filter.by(record -> !RuleRecord.isOne(record)))
              .apply("Events", MapElements.into(TypeDescriptor.of(Event.class)).via(Event::of))
              .setCoder(EventCoder.of());
      return run(
          pipeline,
          cardEvents
              .apply(new ClassifyTransactions(Deciding.standard(), book, atStart))
              .get(ClassifyTransactions.DECIDED),
          expected);
    }

    void assertBounded(Map<String, String> expected) {
      Pipeline pipeline = Pipeline.create();
      PCollectionView<RuleBook> book =
          pipeline
              .apply("Rules", Create.of(rules).withCoder(RuleRecordCoder.of()))
              .apply(RuleBookView.create());
      PCollection<Decided> decided =
          pipeline
              .apply("Events", Create.of(events).withCoder(EventCoder.of()))
              .apply(new ClassifyTransactions(Deciding.standard(), book))
              .get(ClassifyTransactions.DECIDED);
      run(pipeline, decided, expected);
    }

    private static PipelineResult run(
        Pipeline pipeline, PCollection<Decided> decided, Map<String, String> expected) {
      PAssert.that(
              decided
                  .apply("First", Filter.by(d -> !d.repeated()))
                  .apply(
                      "AsText",
                      MapElements.into(TypeDescriptor.of(String.class))
                          .via(d -> d.request().getRequestId() + "=" + ruledBy(d))))
          .containsInAnyOrder(expected.entrySet().stream().map(Object::toString).toList());
      PipelineResult result = pipeline.run();
      result.waitUntilFinish();
      return result;
    }
  }

  private static TimestampedValue<byte[]> timestamped(WireCodec codec, SpecificRecord body) {
    return TimestampedValue.of(
        codec.encode(body), org.joda.time.Instant.ofEpochMilli(T.toEpochMilli()));
  }

  private static SpecificRecord decoded(byte[] bytes) {
    try {
      return new WireCodec().decode(bytes);
    } catch (UnreadableRecordException e) {
      throw new IllegalStateException(e);
    }
  }
}
