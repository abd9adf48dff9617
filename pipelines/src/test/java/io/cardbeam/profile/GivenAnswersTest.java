package io.cardbeam.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.sample.SampleEvents;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenAnswersTest {
  private static final String CARD = "card-1";

  /** A list of what should be kept, by the rule as it is written down. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void keepWhatAListKeeps(long seed) throws IOException {
    Random random = new Random(seed);
    GivenAnswers given = GivenAnswers.NONE;
    List<Decided> all = new ArrayList<>();
    List<Decided> kept = new ArrayList<>();
    Instant time = SampleEvents.START;
    for (int i = 0; i < 400; i++) {
      time = time.plus(Duration.ofMinutes(random.nextInt(i < 200 ? 2_000 : 200)));
      Decided answered = answered("r-" + i, misdated(time, random), random);
      all.add(answered);
      long oldest = answered.request().getEventTime().minus(GivenAnswers.KEPT).toEpochMilli();
      while (kept.size() >= GivenAnswers.MOST
          || (kept.size() >= GivenAnswers.LEAST
              && kept.get(0).request().getEventTime().toEpochMilli() < oldest)) {
        kept.remove(0);
      }
      kept.add(answered);
      given = readBack(given.plus(answered.decision()));

      assertThat(given.size()).isEqualTo(kept.size());
      for (Decided one : all.subList(Math.max(0, all.size() - 80), all.size())) {
        assertThat(given.to(one.request()).isPresent()).isEqualTo(kept.contains(one));
        given.to(one.request()).ifPresent(it -> assertThat(it).isEqualTo(one.decision()));
      }
    }
  }

  /** Late by some days, or years ahead by mistake. */
  private static Instant misdated(Instant time, Random random) {
    return switch (random.nextInt(40)) {
      case 0 -> time.plus(Duration.ofDays(3_000));
      case 1, 2 -> time.minus(Duration.ofDays(random.nextInt(20)));
      default -> time;
    };
  }

  @Test
  void aRequestYearsAheadByMistakeLeavesTheLatest() {
    GivenAnswers given = GivenAnswers.NONE;
    List<Decided> before = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      before.add(answered("r-" + i, SampleEvents.START.plusSeconds(i), new Random(i)));
      given = given.plus(before.get(i).decision());
    }
    assertThat(given.size()).isEqualTo(40);
    GivenAnswers after =
        given.plus(
            answered("x", SampleEvents.START.plus(Duration.ofDays(9_000)), new Random(0))
                .decision());
    assertThat(after.size()).isEqualTo(GivenAnswers.LEAST);
    for (Decided one : before.subList(40 - GivenAnswers.LEAST + 1, 40)) {
      assertThat(after.to(one.request())).contains(one.decision());
    }
  }

  @Test
  void anIdThatAnotherBeginsWithIsAnother() {
    GivenAnswers given =
        GivenAnswers.NONE.plus(answered("r-10", SampleEvents.START, new Random(1)).decision());
    assertThat(given.to(answered("r-1", SampleEvents.START, new Random(1)).request())).isEmpty();
    assertThat(given.to(answered("r-100", SampleEvents.START, new Random(1)).request())).isEmpty();
  }

  private static Decided answered(String id, Instant time, Random random) {
    Decided answered =
        SampleEvents.decided(id, CARD, time, 1 + random.nextInt(100_00), outcome(random));
    AuthorizationDecision decision = answered.decision();
    decision.put("feature_hash", random.nextBoolean() ? null : (Object) random.nextLong());
    decision.put(
        "reasons",
        List.of(
            new Reason("UNUSUAL_PLACE", "first at Émile & Söhne, 漢字", random.nextDouble()),
            new Reason("MY_RULE", "x".repeat(random.nextInt(300)), null)));
    return answered;
  }

  private static Outcome outcome(Random random) {
    return List.of(Outcome.values()).get(random.nextInt(Outcome.values().length));
  }

  private static GivenAnswers readBack(GivenAnswers answers) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    answers.write(new DataOutputStream(bytes));
    GivenAnswers read =
        GivenAnswers.read(
            new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())),
            CardProfileFormat.FORMAT);
    assertThat(read).isEqualTo(answers);
    return read;
  }
}
