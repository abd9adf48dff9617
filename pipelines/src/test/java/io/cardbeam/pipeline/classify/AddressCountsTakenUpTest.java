package io.cardbeam.pipeline.classify;

import io.cardbeam.address.AddressCounts;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.AddressCount;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.Reason;
import io.cardbeam.event.RuleAction;
import io.cardbeam.event.RuleState;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.address.AddressCountsView;
import io.cardbeam.pipeline.address.CountsAtStart;
import io.cardbeam.pipeline.address.KeepAddressCounts;
import io.cardbeam.pipeline.rule.RuleBookView;
import io.cardbeam.pipeline.rule.RulesAtStart;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.sample.SampleCounts;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.sample.SampleRules;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Counts and requests as they come to a running stream, and the same all at once. */
class AddressCountsTakenUpTest implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Instant T = SampleEvents.START;
  private static final String ADDRESS = SampleCounts.address(1);
  private static final String NONE = "no rule";
  private static final Event CARD =
      SampleEvents.cardUpdate("u", "card-A", T.minusSeconds(9), CardStatus.ACTIVE, "1 Elm Street");

  @Test
  void aCountIsMetFromItsTimeOnByRequestsOfItsAddress() {
    Play play =
        new Play()
            .add(request("before", T, ADDRESS))
            .add(SampleCounts.count(ADDRESS, T, 4, T.plusSeconds(10)))
            .add(SampleCounts.count(ADDRESS, T, 5, T.plusSeconds(30)))
            .add(request("four", T.plusSeconds(10), ADDRESS))
            .add(request("known", T.plusSeconds(29), ADDRESS))
            .add(request("from", T.plusSeconds(30), ADDRESS))
            .add(request("other", T.plusSeconds(40), SampleCounts.address(2)))
            .add(request("without", T.plusSeconds(41), null))
            .add(request("gone", T.plusSeconds(3 * 3_600), ADDRESS));
    Map<String, String> expected =
        Map.of(
            "before",
            NONE,
            "four",
            NONE,
            "known",
            NONE,
            "from",
            "RULE_REFER",
            "other",
            NONE,
            "without",
            NONE,
            "gone",
            NONE);
    play.assertStreamed(expected, CountsAtStart.NONE);
    play.assertBounded(expected);
  }

  @Test
  void aWorkerThatBeginsKnowsTheCountsThatWereThereBeforeItsStreamBringsThem() {
    CountsAtStart atStart =
        () ->
            AddressCounts.empty(AddressCounts.Reach.LIVE)
                .plusAll(List.of(SampleCounts.count(ADDRESS, T, 9, T)))
                .counts();
    new Play()
        .add(request("1", T.plusSeconds(1), ADDRESS))
        .add(SampleCounts.count(ADDRESS, T, 3, T.plusSeconds(2)))
        .add(request("2", T.plusSeconds(3), ADDRESS))
        .assertStreamed(Map.of("1", "RULE_REFER", "2", "RULE_REFER"), atStart);
  }

  private static Event request(String id, Instant at, @Nullable String address) {
    return Event.of(
        AuthorizationRequest.newBuilder(SampleRules.request(at, 500))
            .setRequestId(id)
            .setClientIpHash(address)
            .build());
  }

  private static String ruledBy(Decided decided) {
    return decided.decision().getReasons().stream()
        .map(Reason::getCode)
        .findFirst()
        .filter(code -> code.startsWith("RULE_"))
        .orElse(NONE);
  }

  /** What comes, one after the other, each when the one before has been dealt with. */
  private static final class Play {
    private final WireCodec codec = new WireCodec();
    private final List<Event> events = new ArrayList<>(List.of(CARD));
    private final List<AddressCount> counts = new ArrayList<>();
    private TestStream.Builder<byte[]> stream =
        TestStream.create(ByteArrayCoder.of()).addElements(stamped(codec, CARD.body()));

    Play add(Event event) {
      events.add(event);
      stream = stream.addElements(stamped(codec, event.body()));
      return this;
    }

    Play add(AddressCount count) {
      counts.add(count);
      stream =
          stream
              .addElements(stamped(codec, count))
              .advanceProcessingTime(KeepAddressCounts.SEND_AFTER.plus(Duration.millis(1)));
      return this;
    }

    void assertStreamed(Map<String, String> expected, CountsAtStart atStart) {
      Pipeline pipeline = Pipeline.create();
      PCollection<SpecificRecord> records =
          pipeline
              .apply(stream.advanceWatermarkToInfinity())
              .apply(
                  "Decode",
                  MapElements.into(TypeDescriptor.of(SpecificRecord.class))
                      .via(AddressCountsTakenUpTest::decoded))
              .setCoder(new WireRecordCoder());
      PCollectionView<AddressCounts> kept =
          records
              .apply("CountsOnly", Filter.by(AddressCount.class::isInstance))
              .apply(
                  "Counts",
                  MapElements.into(TypeDescriptor.of(AddressCount.class))
                      .via(AddressCount.class::cast))
              .setCoder(AvroRecordCoder.of(AddressCount.class))
              .apply("Keep", new KeepAddressCounts(AddressCounts.Reach.LIVE));
      PCollection<Event> cardEvents =
          records
              .apply("EventsOnly", Filter.by(record -> !(record instanceof AddressCount)))
              .apply("Events", MapElements.into(TypeDescriptor.of(Event.class)).via(Event::of))
              .setCoder(EventCoder.of());
      run(
          pipeline,
          cardEvents
              .apply(
                  new ClassifyTransactions(
                      Deciding.standard(), book(pipeline), RulesAtStart.NONE, kept, atStart))
              .get(ClassifyTransactions.DECIDED),
          expected);
    }

    void assertBounded(Map<String, String> expected) {
      Pipeline pipeline = Pipeline.create();
      PCollectionView<AddressCounts> all =
          pipeline
              .apply("Counts", Create.of(counts).withCoder(AvroRecordCoder.of(AddressCount.class)))
              .apply(AddressCountsView.create());
      run(
          pipeline,
          pipeline
              .apply("Events", Create.of(events).withCoder(EventCoder.of()))
              .apply(
                  new ClassifyTransactions(
                      Deciding.standard(),
                      book(pipeline),
                      RulesAtStart.NONE,
                      all,
                      CountsAtStart.NONE))
              .get(ClassifyTransactions.DECIDED),
          expected);
    }

    private static PCollectionView<RuleBook> book(Pipeline pipeline) {
      return RuleBookView.of(
          pipeline,
          List.of(
              SampleRules.rule(
                  "crowd", 1, RuleState.LIVE, T, RuleAction.REFER, "address_cards_1h >= 5")));
    }

    private static void run(
        Pipeline pipeline, PCollection<Decided> decided, Map<String, String> expected) {
      PAssert.that(
              decided.apply(
                  "AsText",
                  MapElements.into(TypeDescriptor.of(String.class))
                      .via(d -> d.request().getRequestId() + "=" + ruledBy(d))))
          .containsInAnyOrder(expected.entrySet().stream().map(Object::toString).toList());
      pipeline.run().waitUntilFinish();
    }
  }

  private static TimestampedValue<byte[]> stamped(WireCodec codec, SpecificRecord body) {
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
