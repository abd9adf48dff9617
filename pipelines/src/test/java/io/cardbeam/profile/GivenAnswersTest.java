package io.cardbeam.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.sample.EarlierRecords;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.wire.CompactReader;
import io.cardbeam.wire.CompactWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
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

  /** One that is not kept would be lost without a word when an answer is given again. */
  @Test
  void allFieldsOfADecisionAreKept() {
    assertThat(AuthorizationDecision.getClassSchema().getFields())
        .as("AnswerFormat must keep a new field, and the version of CardProfileFormat rise")
        .extracting(Schema.Field::name)
        .containsExactly(
            "request_id",
            "card_token",
            "event_time",
            "outcome",
            "fraud_probability",
            "reasons",
            "policy_version",
            "model_version",
            "pattern_log_odds",
            "feature_hash",
            "request_fingerprint",
            "alert_raised");
    assertThat(Reason.getClassSchema().getFields())
        .as("ReasonFormat must keep a new field, and the version of CardProfileFormat rise")
        .extracting(Schema.Field::name)
        .containsExactly("code", "text", "figure");
  }

  @Test
  void decisionsOfEarlierVersionsOfTheContractAreGivenAgain() throws IOException {
    for (EarlierRecords earlier : EarlierRecords.of(AuthorizationDecision.class)) {
      for (SpecificRecord record : earlier.today()) {
        AuthorizationDecision decision = (AuthorizationDecision) record;
        Decided asked =
            SampleEvents.decided(
                decision.getRequestId(),
                decision.getCardToken(),
                decision.getEventTime(),
                1,
                decision.getOutcome());
        assertThat(readBack(GivenAnswers.NONE.plus(decision)).to(asked.request()))
            .as(earlier.name())
            .contains(decision);
      }
    }
  }

  @Test
  void policiesAndModelsAreKeptWhileAnAnswerHasThem() throws IOException {
    GivenAnswers given = GivenAnswers.NONE;
    for (int i = 0; i < 300; i++) {
      Decided answered = answered("r-" + i, SampleEvents.START.plusSeconds(i), new Random(i));
      answered.decision().put("model_version", "model-" + i);
      answered.decision().put("policy_version", "policy-" + i / 100);
      given = readBack(given.plus(answered.decision()));
      assertThat(given.to(answered.request())).contains(answered.decision());
    }
    assertThat(new String(written(given), StandardCharsets.ISO_8859_1))
        .contains("policy-2", "model-236", "model-299")
        .doesNotContain("policy-1", "model-235");
  }

  private static Decided answered(String id, Instant time, Random random) {
    Decided answered =
        SampleEvents.decided(id, CARD, time, 1 + random.nextInt(100_00), outcome(random));
    AuthorizationDecision decision = answered.decision();
    decision.put("fraud_probability", random.nextDouble());
    decision.put("feature_hash", random.nextBoolean() ? null : (Object) random.nextLong());
    decision.put("request_fingerprint", random.nextBoolean() ? null : (Object) random.nextLong());
    decision.put("pattern_log_odds", random.nextBoolean() ? null : (Object) random.nextFloat());
    decision.put("alert_raised", random.nextInt(3) == 0 ? null : (Object) random.nextBoolean());
    decision.put("model_version", "model-" + random.nextInt(3));
    decision.put(
        "reasons",
        List.of(
            new Reason("UNUSUAL_PLACE", "first at Émile & Söhne, 漢字", random.nextDouble()),
            new Reason(
                "USUAL_AMOUNT",
                "amount 1.2x your usual for food_dining ($31.09 against $25.85)",
                (double) random.nextFloat()),
            new Reason("MY_RULE", "x".repeat(random.nextInt(300)), null)));
    return answered;
  }

  private static Outcome outcome(Random random) {
    return List.of(Outcome.values()).get(random.nextInt(Outcome.values().length));
  }

  private static byte[] written(GivenAnswers answers) {
    CompactWriter to = new CompactWriter(0);
    answers.write(to);
    return to.done();
  }

  private static GivenAnswers readBack(GivenAnswers answers) throws IOException {
    GivenAnswers read = GivenAnswers.read(new CompactReader(written(answers)));
    assertThat(read).isEqualTo(answers);
    return read;
  }
}
