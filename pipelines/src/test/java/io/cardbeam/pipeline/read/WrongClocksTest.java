package io.cardbeam.pipeline.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.decision.Deciding;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.event.Purchase;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.classify.ClassifyTransactions;
import io.cardbeam.pipeline.format.ValueFormat;
import io.cardbeam.sample.GeneratedCards;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.traffic.InputWindow;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.WireCodec;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaRecordCoder;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.beam.sdk.io.kafka.TimestampPolicy.PartitionContext;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Instant;

/**
 * Records of any time among good ones: what becomes of the others is what becomes of them without.
 * The stream's own policy tells the watermark, from timestamps that are wrong too.
 */
class WrongClocksTest implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int CARDS = 2;
  private static final int EVENTS_A_CARD = 15;
  private static final List<Topic> TOPICS = List.of(Topic.CARD_EVENTS, Topic.TRANSACTIONS);
  private static final long LAST_MILLIS =
      java.time.Instant.parse("2150-01-01T00:00:00Z").toEpochMilli();

  /**
   * Every pipeline's output, by the name of the run: coders make copies of whatever is handed in.
   */
  private static final Map<String, ConcurrentLinkedQueue<String>> OUTPUT =
      new ConcurrentHashMap<>();

  @Property(tries = 3, edgeCases = EdgeCasesMode.NONE)
  void changeNothingForAnybodyElseInALiveStream(@ForAll long seed) {
    List<Event> good = inTime(GeneratedCards.of(seed, CARDS, EVENTS_A_CARD));
    long now = good.get(good.size() - 1).eventTimeMillis() + 1_000;
    EventTimes times =
        new EventTimes.Live(EventTimes.Live.MAX_CLOCK_SKEW, Duration.ofDays(3_000), fixed(now));
    assertSame(seed, good, times, now, now + Duration.ofMinutes(2).toMillis() + 1);
  }

  @Property(tries = 3, edgeCases = EdgeCasesMode.NONE)
  void changeNothingForAnybodyElseInAReplay(@ForAll long seed) {
    List<Event> good = inTime(GeneratedCards.of(seed, CARDS, EVENTS_A_CARD));
    long end = good.get(good.size() - 1).eventTimeMillis() + 1;
    EventTimes times = new EventTimes.Replay(new InputWindow(0, end));
    assertSame(seed, good, times, end, end);
  }

  private static void assertSame(
      long seed, List<Event> good, EventTimes times, long nowMillis, long badFromMillis) {
    Random random = new Random(seed);
    List<Sent> alone = new ArrayList<>();
    List<Sent> mixed = new ArrayList<>();
    int bad = 0;
    // Good records have the same offsets with the bad ones among them: events keep theirs.
    long offset = 0;
    for (Event event : good) {
      // So few of a thousand move no watermark, though all the others are weeks behind the clock.
      if (bad < TrimmedLatest.RANK - 1 && random.nextInt(6) == 0) {
        mixed.add(wrong(event, offset + 1, bad++, badFromMillis, random));
      }
      offset += 2;
      Sent sent = new Sent(event.body(), offset, event.eventTimeMillis());
      alone.add(sent);
      mixed.add(sent);
    }
    Result without = run("without-" + seed, alone, times, nowMillis);
    Result with = run("with-" + seed, mixed, times, nowMillis);
    assertThat(with.output()).containsExactlyInAnyOrderElementsOf(without.output());
    assertThat(with.deadLetters()).hasSize(without.deadLetters().size() + bad);
  }

  /** A record, its place in the topic, and the timestamp that its producer gave it. */
  private record Sent(SpecificRecord body, long offset, long timestampMillis) {}

  /** A copy of an event under another id and with a wrong time, on the same card. */
  private static Sent wrong(Event event, long offset, int number, long fromMillis, Random random) {
    long beyond = LAST_MILLIS - fromMillis;
    java.time.Instant time =
        java.time.Instant.ofEpochMilli(
            random.nextBoolean()
                ? fromMillis + (long) (random.nextDouble() * beyond)
                : -1 - Math.abs(random.nextLong() / 1_000_000));
    long timestamp = random.nextBoolean() ? time.toEpochMilli() : random.nextLong();
    if (event.type() == EventType.AUTHORIZATION_REQUEST) {
      return new Sent(
          AuthorizationRequest.newBuilder(event.body(AuthorizationRequest.class))
              .setRequestId("wrong-" + number)
              .setEventTime(time)
              .build(),
          offset,
          timestamp);
    }
    if (event.type() == EventType.PURCHASE) {
      return new Sent(
          Purchase.newBuilder(event.body(Purchase.class))
              .setPurchaseId("wrong-" + number)
              .setEventTime(time)
              .setEffectiveFrom(time)
              .build(),
          offset,
          timestamp);
    }
    return new Sent(
        SampleEvents.payment("wrong-" + number, event.cardToken(), time, 1_000).body(),
        offset,
        timestamp);
  }

  private record Result(List<String> output, List<String> deadLetters) {}

  private static Result run(String name, List<Sent> sent, EventTimes times, long nowMillis) {
    OUTPUT.put(name, new ConcurrentLinkedQueue<>());
    OUTPUT.put(name + "/dead", new ConcurrentLinkedQueue<>());
    Pipeline pipeline = Pipeline.create();
    PCollection<KafkaRecord<byte[], byte[]>> polled =
        pipeline.apply("Poll", partitions(sent, times, nowMillis));
    PCollectionList<Event> read = PCollectionList.empty(pipeline);
    for (Topic topic : TOPICS) {
      PCollectionTuple decoded =
          polled
              .apply("Of" + topic, Filter.by(r -> r.getTopic().equals(topic.topicName())))
              .apply(
                  "Decode" + topic,
                  ParDo.of(new DecodeFn(topic, ValueFormat.AVRO, times, null))
                      .withOutputTags(SourceTags.EVENTS, TupleTagList.of(SourceTags.DEAD_LETTERS)));
      read = read.and(decoded.get(SourceTags.EVENTS).setCoder(EventCoder.of()));
      decoded
          .get(SourceTags.DEAD_LETTERS)
          .setCoder(AvroRecordCoder.of(DeadLetter.class))
          .apply("KeepLetters" + topic, ParDo.of(new KeepFn<>(name + "/dead")));
    }
    PCollection<Event> events = read.apply("Events", Flatten.pCollections());
    PCollectionTuple classified =
        events.apply("Classify", new ClassifyTransactions(Deciding.standard()));
    PCollection<Decided> decided = classified.get(ClassifyTransactions.DECIDED);
    decided.apply("KeepDecided", ParDo.of(new KeepFn<>(name)));
    classified.get(ClassifyTransactions.BOOKED).apply("KeepBooked", ParDo.of(new KeepFn<>(name)));
    classified
        .get(ClassifyTransactions.EXCEPTIONS)
        .apply("KeepExceptions", ParDo.of(new KeepFn<>(name)));
    pipeline.run().waitUntilFinish();
    return new Result(output(name), output(name + "/dead"));
  }

  /** Topics of one partition each, with the watermark that their policies tell. */
  private static TestStream<KafkaRecord<byte[], byte[]>> partitions(
      List<Sent> sent, EventTimes times, long nowMillis) {
    WireCodec codec = new WireCodec();
    Map<Topic, EventTimePolicy> policies = new EnumMap<>(Topic.class);
    for (Topic topic : TOPICS) {
      policies.put(
          topic,
          new EventTimePolicy(
              times.clock(), fixed(nowMillis), PartitionLimits.Limit.NONE, Optional.empty()));
    }
    PartitionContext behind = EventTimePolicyTest.backlog(1, Instant.ofEpochMilli(nowMillis));
    TestStream.Builder<KafkaRecord<byte[], byte[]>> stream =
        TestStream.create(KafkaRecordCoder.of(ByteArrayCoder.of(), ByteArrayCoder.of()));
    for (Sent one : sent) {
      Event event = Event.of(one.body());
      KafkaRecord<byte[], byte[]> record =
          new KafkaRecord<>(
              event.type().topic().topicName(),
              0,
              one.offset(),
              one.timestampMillis(),
              KafkaTimestampType.CREATE_TIME,
              null,
              KV.of(event.cardToken().getBytes(UTF_8), codec.encode(one.body())));
      Instant timestamp =
          Objects.requireNonNull(policies.get(event.type().topic()))
              .getTimestampForRecord(behind, record);
      Instant watermark =
          policies.values().stream()
              .map(policy -> policy.getWatermark(behind))
              .min(Comparator.naturalOrder())
              .orElseThrow();
      stream =
          stream.addElements(TimestampedValue.of(record, timestamp)).advanceWatermarkTo(watermark);
    }
    return stream.advanceWatermarkToInfinity();
  }

  private static List<String> output(String name) {
    return List.copyOf(Objects.requireNonNull(OUTPUT.get(name)));
  }

  private static final class KeepFn<T> extends DoFn<T, Void> {
    private static final long serialVersionUID = 1L;

    private final String name;

    KeepFn(String name) {
      this.name = name;
    }

    @ProcessElement
    public void process(@Element T element) {
      Objects.requireNonNull(OUTPUT.get(name)).add(String.valueOf(element));
    }
  }

  private static List<Event> inTime(List<Event> events) {
    List<Event> sorted = new ArrayList<>(events);
    sorted.sort(Comparator.comparingLong(Event::eventTimeMillis).thenComparing(Event.CARD_ORDER));
    return sorted;
  }

  private static Clock fixed(long millis) {
    return Clock.fixed(java.time.Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }
}
