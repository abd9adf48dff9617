package io.cardbeam.pipeline.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.Activity;
import io.cardbeam.event.Outcome;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.DecidedCoder;
import io.cardbeam.sample.SampleEvents;
import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;

class ComputeActivityTest implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Instant START = SampleEvents.START;

  @Test
  void countsEachMinuteAsASlowModelDoes() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<TimestampedValue<Decided>> decided = new ArrayList<>();
    Map<String, long[]> expected = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      Outcome outcome = List.of(Outcome.values()).get(random.nextInt(3));
      Instant time = START.plusSeconds(random.nextInt(600));
      Decided one =
          SampleEvents.decided("r" + i, "card-" + i % 7, time, 1 + random.nextInt(9999), outcome);
      decided.add(timestamped(one));
      long[] sums =
          expected.computeIfAbsent(
              time.truncatedTo(ChronoUnit.MINUTES) + " " + outcome, k -> new long[2]);
      sums[0]++;
      sums[1] += one.request().getAmountMinor();
    }
    Map<String, String> texts = new HashMap<>();
    expected.forEach((k, sums) -> texts.put(k, sums[0] + " " + sums[1]));
    Pipeline pipeline = Pipeline.create();
    PCollection<Activity> activity =
        pipeline
            .apply(Create.timestamped(decided).withCoder(DecidedCoder.of()))
            .apply(new ComputeActivity(Duration.standardSeconds(5)));
    PAssert.that(activity)
        .satisfies(
            all -> {
              Map<String, String> found = new HashMap<>();
              for (Activity a : all) {
                String before =
                    found.put(
                        a.getWindowStart() + " " + a.getOutcome(),
                        a.getCount() + " " + a.getAmountMinor());
                assertThat(before).isNull();
                assertThat(a.getCity()).isEqualTo("Vienna");
                assertThat(a.getWindowEnd()).isEqualTo(a.getWindowStart().plusSeconds(60));
              }
              assertThat(found).isEqualTo(texts);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void tellsAMinuteWhileItFillsAndAgainWhenLateDataCorrectsIt() {
    TestStream<Decided> stream =
        TestStream.create(DecidedCoder.of())
            .addElements(timestamped(approved("a", 0)))
            .advanceProcessingTime(Duration.standardSeconds(6))
            .addElements(timestamped(approved("b", 10)))
            .advanceWatermarkTo(joda(START.plusSeconds(120)))
            .advanceProcessingTime(Duration.standardSeconds(6))
            .addElements(timestamped(approved("late", 20)))
            .advanceWatermarkTo(joda(START.plus(25, ChronoUnit.HOURS)))
            .addElements(timestamped(approved("too late", 30)))
            .advanceWatermarkToInfinity();
    Pipeline pipeline = Pipeline.create();
    PCollection<Activity> activity =
        pipeline.apply(stream).apply(new ComputeActivity(Duration.standardSeconds(5)));
    PAssert.that(activity)
        .satisfies(
            all -> {
              List<Long> counts = new ArrayList<>();
              all.forEach(a -> counts.add(a.getCount()));
              assertThat(counts).containsExactlyInAnyOrder(1L, 2L, 3L);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static Decided approved(String id, int second) {
    return SampleEvents.decided(id, "card-1", START.plusSeconds(second), 100, Outcome.APPROVED);
  }

  private static TimestampedValue<Decided> timestamped(Decided decided) {
    return TimestampedValue.of(decided, joda(decided.request().getEventTime()));
  }

  private static org.joda.time.Instant joda(Instant instant) {
    return org.joda.time.Instant.ofEpochMilli(instant.toEpochMilli());
  }
}
