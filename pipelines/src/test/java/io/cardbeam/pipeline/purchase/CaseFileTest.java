package io.cardbeam.pipeline.purchase;

import static io.cardbeam.sample.SampleEvents.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.clearing.AuthorizationLedger;
import io.cardbeam.clearing.ClearingTerms;
import io.cardbeam.clearing.Posting;
import io.cardbeam.event.Outcome;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.traffic.Conflict;
import io.cardbeam.wire.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class CaseFileTest {
  private static final ClearingTerms TERMS = ClearingTerms.STANDARD;
  private static final int SEEDS = 30;
  private static final int AUTHORIZATIONS = 40;

  @Test
  void rulesWildTrafficAsTheModel() {
    Set<String> codes = new HashSet<>();
    Set<String> bookedKinds = new HashSet<>();
    for (long seed = 100; seed < 100 + SEEDS; seed++) {
      GeneratedTraffic traffic = GeneratedTraffic.wild(seed, AUTHORIZATIONS);
      Map<String, String> ruled = settle(traffic.facts());
      assertThat(ruled)
          .as("seed %d", seed)
          .isEqualTo(ClearingModel.rule(traffic.decisions(), traffic.events()));
      codes.addAll(ruled.values());
      ruled.forEach(
          (name, code) -> {
            if (code.equals("BOOKED")) {
              bookedKinds.add(name.substring(0, name.indexOf(' ')));
            }
          });
    }
    assertThat(codes)
        .containsExactlyInAnyOrder(
            "BOOKED",
            "NO_AUTHORIZATION",
            "NOT_APPROVED",
            "OTHER_CURRENCY",
            "BAD_AMOUNT",
            "ABOVE_AUTHORIZED",
            "HOLD_EXPIRED",
            "REVERSED",
            "NO_PURCHASE",
            "ABOVE_PURCHASE",
            "NO_CHARGEBACK",
            "OTHER_PURCHASE",
            "ABOVE_CHARGEBACK",
            "TERM_EXPIRED");
    assertThat(bookedKinds)
        .containsExactlyInAnyOrder(
            "PURCHASE", "REVERSAL", "REFUND", "CHARGEBACK", "CHARGEBACK_RESOLUTION");
  }

  @Test
  void anyOrderOfFactsAndAnyRepetitionSettlesAlike() {
    for (long seed = 200; seed < 200 + SEEDS; seed++) {
      List<Fact> facts = GeneratedTraffic.wild(seed, AUTHORIZATIONS).facts();
      Map<String, String> once = settle(facts);
      List<Fact> twice = new ArrayList<>(facts);
      twice.addAll(facts);
      Collections.shuffle(twice, new Random(seed));
      assertThat(settle(twice)).as("seed %d", seed).isEqualTo(once);
    }
  }

  @Test
  void stateIsTheSameAfterItsBytesAtEveryStep() throws CoderException {
    long seed = 300;
    for (List<Fact> facts : byAuthorization(GeneratedTraffic.wild(seed, 100).facts()).values()) {
      CaseFile file = CaseFile.EMPTY;
      Collections.shuffle(facts, new Random(seed));
      for (Fact fact : facts) {
        file = file.take(fact, TERMS).file();
        JoinState state = new JoinState(file, fact.eventTimeMillis(), fact.eventTimeMillis() / 7);
        JoinState read = decode(encode(state));
        assertThat(read.armedMillis()).isEqualTo(state.armedMillis());
        assertThat(read.file().decided()).isEqualTo(file.decided());
        assertThat(read.file().events()).isEqualTo(file.events());
        assertThat(read.file().ledger().authorization()).isEqualTo(file.ledger().authorization());
        assertThat(read.file().ledger().entries()).isEqualTo(file.ledger().entries());
        assertThat(read.file().ledger().waiting())
            .containsExactlyInAnyOrderElementsOf(file.ledger().waiting());
      }
    }
  }

  @Test
  void whatComesAgainIsACopyOrAConflictAndChangesNothing() {
    CaseFile file = take(CaseFile.EMPTY, decision(Outcome.APPROVED));
    for (Fact first :
        List.of(
            purchase(1),
            new Fact.OfTransaction(
                SampleEvents.reversal("v", "a", "card", START.plusSeconds(60), 1_00)),
            new Fact.OfTransaction(
                SampleEvents.refund("r", "p1", "a", "card", START.plusSeconds(61), 1_00)),
            new Fact.OfTransaction(
                SampleEvents.chargeback("c", "p1", "a", "card", START.plusSeconds(62), 1_00)),
            // These wait for what they name.
            new Fact.OfTransaction(
                SampleEvents.refund("w", "none", "a", "card", START.plusSeconds(63), 1_00)))) {
      file = take(file, first);
      CaseFile.Change again = file.take(first, TERMS);
      assertThat(again).isEqualTo(new CaseFile.Change(file, List.of(), List.of(), List.of(), 1));
      Event event = ((Fact.OfTransaction) first).event();
      Event other = later(event);
      assertThat(file.take(new Fact.OfTransaction(other), TERMS))
          .isEqualTo(
              new CaseFile.Change(
                  file,
                  List.of(),
                  List.of(),
                  List.of(new Conflict(other, event.fingerprint(), List.of())),
                  0));
    }
  }

  /** The same, from the books' point of view alone: the amounts are those of the first. */
  private static Event later(Event event) {
    Schema schema = event.type().schema();
    SpecificRecord body = SpecificData.getForSchema(schema).deepCopy(schema, event.body());
    body.put(
        schema.getField("event_time").pos(),
        Instant.ofEpochMilli(event.eventTimeMillis()).plusSeconds(1));
    return new Event(event.type(), event.position(), body);
  }

  @Test
  void stateOfAnotherVersionIsRefusedWithItsNumber() throws CoderException {
    byte[] bytes = encode(JoinState.EMPTY);
    bytes[0] = 9;
    assertThatThrownBy(() -> decode(bytes)).hasMessageContaining("version 9");
  }

  @Test
  void stateIsSmallAndBounded() throws CoderException {
    CaseFile declined = take(CaseFile.EMPTY, decision(Outcome.DECLINED));
    assertThat(encode(new JoinState(declined, 0, 0))).hasSizeLessThan(60);
    CaseFile usual = take(take(CaseFile.EMPTY, decision(Outcome.APPROVED)), purchase(0));
    assertThat(encode(new JoinState(usual, 0, 0))).hasSizeLessThan(600);
    CaseFile flooded = usual;
    for (int i = 1; i < 1_000; i++) {
      flooded = take(flooded, purchase(i));
    }
    assertThat(flooded.events()).hasSize(AuthorizationLedger.MAX_TRANSACTIONS);
    assertThat(encode(new JoinState(flooded, 0, 0))).hasSizeLessThan(20_000);
  }

  @Test
  void keepsNoRecordOfWhatWasRefused() {
    CaseFile file = take(CaseFile.EMPTY, decision(Outcome.REFERRED));
    file = take(file, purchase(1));
    assertThat(file.decided()).isEmpty();
    assertThat(file.events()).isEmpty();
    assertThat(file.ledger().entry(Posting.Kind.PURCHASE, "p1")).isPresent();
  }

  private static CaseFile take(CaseFile file, Fact fact) {
    return file.take(fact, TERMS).file();
  }

  private static Fact decision(Outcome outcome) {
    return new Fact.OfDecision(SampleEvents.decided("a", "card", START, 100_000_00, outcome));
  }

  private static Fact purchase(int number) {
    Event event = SampleEvents.purchase("p" + number, "a", "card", START, 10_00);
    return new Fact.OfTransaction(event);
  }

  private static Map<String, String> settle(List<Fact> facts) {
    Map<String, String> ruled = new TreeMap<>();
    for (List<Fact> one : byAuthorization(facts).values()) {
      CaseFile.Change settled = CaseFile.settle(one, TERMS);
      settled.booked().forEach(b -> ruled.put(b.event().type() + " " + b.event().id(), "BOOKED"));
      settled
          .exceptions()
          .forEach(
              e ->
                  ruled.put(
                      ClearingModel.nameOf(e.getTransactionType()) + " " + e.getTransactionId(),
                      e.getCode()));
    }
    return ruled;
  }

  private static Map<String, List<Fact>> byAuthorization(List<Fact> facts) {
    return facts.stream()
        .collect(
            Collectors.groupingBy(
                fact -> fact.cardToken() + ' ' + fact.authorizationId(),
                TreeMap::new,
                Collectors.toCollection(ArrayList::new)));
  }

  private static byte[] encode(JoinState state) throws CoderException {
    return CoderUtils.encodeToByteArray(JoinStateCoder.of(), state);
  }

  private static JoinState decode(byte[] bytes) throws CoderException {
    return CoderUtils.decodeFromByteArray(JoinStateCoder.of(), bytes);
  }
}
