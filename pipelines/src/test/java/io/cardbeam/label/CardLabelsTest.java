package io.cardbeam.label;

import static io.cardbeam.sample.SampleEvents.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.sample.LabelHistories;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CardLabelsTest {
  private static final String CARD = "card-1";

  /** What the rule says, the slow way: the greatest of all labels, and of those up to each. */
  private record Model(List<Event> events, String request) {
    boolean isFraud(int upTo) {
      String greatest = "";
      for (Event event : events.subList(0, upTo)) {
        String said = said(event);
        greatest = said.compareTo(greatest) > 0 ? said : greatest;
      }
      return greatest.endsWith("true");
    }

    /** Time, kind and verdict of a label of the request; nothing of another's. */
    private String said(Event event) {
      boolean isFraud = true;
      String about;
      int kind = 1;
      if (event.body() instanceof Chargeback it) {
        about = it.getAuthorizationId();
      } else if (event.body() instanceof FraudFinding it) {
        about = it.getRequestId();
        kind = 2;
        isFraud = it.getVerdict() == FindingVerdict.FRAUD;
      } else {
        ChargebackResolution it = event.body(ChargebackResolution.class);
        about = it.getAuthorizationId();
        kind = 3;
        isFraud = it.getOutcome() == ChargebackOutcome.UPHELD;
      }
      return about.equals(request) ? event.eventTimeMillis() + " " + kind + " " + isFraud : "";
    }

    OptionalLong fraudSinceMillis() {
      OptionalLong since = OptionalLong.empty();
      for (int i = 0; i < events.size(); i++) {
        if (!isFraud(i + 1)) {
          since = OptionalLong.empty();
        } else if (since.isEmpty()) {
          since = OptionalLong.of(events.get(i).eventTimeMillis());
        }
      }
      return since;
    }
  }

  @Property(tries = 500)
  void saysWhatAllLabelsOfARequestSay(@ForAll long seed) {
    Random random = new Random(seed);
    List<Event> events = LabelHistories.of(random, CARD);
    Collections.shuffle(events, random);
    CardLabels labels = CardLabels.of(events);
    boolean any = false;
    for (int i = 0; i < LabelHistories.REQUESTS; i++) {
      String request = "a-" + i;
      Model model = new Model(events, request);
      assertThat(labels.isFraud(request)).isEqualTo(model.isFraud(events.size()));
      assertThat(labels.fraudSinceMillis(request)).isEqualTo(model.fraudSinceMillis());
      any |= labels.isFraud(request);
    }
    assertThat(labels.hasFraud()).isEqualTo(any);
    assertThat(labels.isFraud("another")).isFalse();
  }

  @Property(tries = 500)
  void neitherOrderNorCopiesDecideWhatHolds(@ForAll long seed) {
    Random random = new Random(seed);
    List<Event> events = LabelHistories.of(random, CARD);
    CardLabels labels = CardLabels.of(events);
    List<Event> again = new ArrayList<>(events);
    again.addAll(events.subList(0, random.nextInt(events.size() + 1)));
    Collections.shuffle(again, random);
    CardLabels other = CardLabels.of(again);
    for (int i = 0; i < LabelHistories.REQUESTS; i++) {
      assertThat(other.isFraud("a-" + i)).isEqualTo(labels.isFraud("a-" + i));
    }
  }

  /** Since when something is known depends on what came when, but not on what is sent again. */
  @Property(tries = 500)
  void copiesThatFollowChangeNothing(@ForAll long seed) {
    List<Event> events = LabelHistories.of(new Random(seed), CARD);
    List<Event> twice = new ArrayList<>(events);
    twice.addAll(events);
    for (int i = 0; i < LabelHistories.REQUESTS; i++) {
      assertThat(CardLabels.of(twice).fraudSinceMillis("a-" + i))
          .isEqualTo(CardLabels.of(events).fraudSinceMillis("a-" + i));
    }
  }

  @Test
  void atOneInstantAResolutionHoldsOverAFindingAndThatOverAChargeback() {
    Event chargeback = SampleEvents.chargeback("z", "p", "a", CARD, START, 1);
    Event genuine = finding("y", FindingVerdict.GENUINE, 0);
    Event upheld = resolution("x", ChargebackOutcome.UPHELD);
    assertThat(CardLabels.of(List.of(chargeback)).isFraud("a")).isTrue();
    assertThat(CardLabels.of(List.of(genuine, chargeback)).isFraud("a")).isFalse();
    assertThat(CardLabels.of(List.of(upheld, genuine, chargeback)).isFraud("a")).isTrue();
  }

  @Test
  void ofOneKindAndInstantFraudHoldsWhateverTheIds() {
    Event upheld = resolution("a", ChargebackOutcome.UPHELD);
    Event rejected = resolution("b", ChargebackOutcome.REJECTED);
    assertThat(CardLabels.of(List.of(upheld, rejected)).isFraud("a")).isTrue();
    assertThat(CardLabels.of(List.of(rejected, upheld)).isFraud("a")).isTrue();
  }

  /** Or one dispute of such a purchase would make fraud of all. */
  @Test
  void aDisputeThatNamesNoRequestIsALabelOfItsPurchaseAlone() {
    Event chargeback = SampleEvents.chargeback("z", "p", "", CARD, START, 1);
    Event later =
        SampleEvents.resolution(
            "y", "z", "p", "", CARD, START.plusSeconds(1), ChargebackOutcome.REJECTED, 1);
    CardLabels labels = CardLabels.of(List.of(chargeback));
    assertThat(Label.of(chargeback)).isEmpty();
    assertThat(labels.isFraud("")).isFalse();
    assertThat(labels.hasFraud()).isFalse();
    assertThat(labels.isFraud("", "p")).isTrue();
    assertThat(labels.isFraud("", "another")).isFalse();
    assertThat(labels.isFraud("", "")).isFalse();
    assertThat(CardLabels.of(List.of(chargeback, later)).isFraud("", "p")).isFalse();
  }

  @Test
  void aPurchaseWithARequestIsWhatItsRequestIs() {
    CardLabels labels =
        CardLabels.of(List.of(SampleEvents.chargeback("z", "p", "a", CARD, START, 1)));
    assertThat(labels.isFraud("a", "other")).isTrue();
    assertThat(labels.isFraud("b", "p")).isFalse();
  }

  @Test
  void isKnownFromTheFirstLabelThatWasNotTakenBack() {
    List<Event> events =
        List.of(
            finding("1", FindingVerdict.FRAUD, 1),
            finding("2", FindingVerdict.GENUINE, 2),
            finding("3", FindingVerdict.FRAUD, 3),
            finding("4", FindingVerdict.FRAUD, 4));
    assertThat(CardLabels.of(events).fraudSinceMillis("a"))
        .hasValue(START.plus(Duration.ofDays(3)).toEpochMilli());
  }

  private static Event finding(String id, FindingVerdict verdict, int day) {
    return SampleEvents.finding(id, "a", START, CARD, START.plus(Duration.ofDays(day)), verdict);
  }

  private static Event resolution(String id, ChargebackOutcome outcome) {
    return SampleEvents.resolution(id, "z", "p", "a", CARD, START, outcome, 1);
  }
}
