package io.cardbeam.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardbeam.money.Currencies;
import io.cardbeam.money.Currency;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each field of each event that comes in, found by the schemas, with each value that is wrong. */
class EveryFieldChecksTest {
  private static final String CARD_NUMBER = "no 4111 1111 1111 1111";

  /** A field that has a form of its own, and so a code of its own. */
  private static final List<String> FORMS =
      List.of(
          "card_token",
          "currency",
          "last_four",
          "country",
          "client_country",
          "client_network",
          "client_ip_hash",
          "client_agent_hash");

  static Stream<EventType> input() {
    return Stream.of(EventType.values())
        .filter(
            type ->
                switch (type) {
                  case AUTHORIZATION_DECISION,
                      FRAUD_ALERT,
                      TRANSACTION_EXCEPTION,
                      LEDGER_TRANSFER ->
                      false;
                  default -> true;
                });
  }

  @ParameterizedTest
  @MethodSource("input")
  void takesTheEventThatIsRight(EventType type) {
    assertThatCode(() -> EventChecks.check(Event.of(SampleEvents.full(type))))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("input")
  void refusesATextThatNothingCanKeepWhereverItIs(EventType type) {
    for (SampleEvents.Place place : SampleEvents.places(type, Schema.Type.STRING)) {
      if (!FORMS.contains(place.name())) {
        assertRefused(type, place, "a\u0000b", "BAD_TEXT", place.path());
        assertRefused(type, place, "\ud800", "BAD_TEXT", place.path());
        assertRefused(type, place, "x".repeat(257), "TOO_LONG", place.path());
        assertRefused(type, place, CARD_NUMBER, "CARD_NUMBER_IN_TEXT", place.path());
      } else {
        assertThat(codeWith(type, place, CARD_NUMBER)).as(place.path()).isNotEqualTo("none");
        assertThat(codeWith(type, place, "a\u0000b")).as(place.path()).isNotEqualTo("none");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("input")
  void refusesAmountsBeyondTheCapOfEveryCurrency(EventType type) {
    for (SampleEvents.Place place : SampleEvents.places(type, Schema.Type.LONG)) {
      if (!place.name().endsWith("_minor")) {
        continue;
      }
      for (Currency currency : Currencies.all()) {
        boolean limit = place.name().equals("credit_limit_minor");
        long cap = limit ? currency.maxLimitMinor() : currency.maxAmountMinor();
        for (long wrong :
            new long[] {Long.MIN_VALUE, Long.MIN_VALUE + 1, cap + 1, Long.MAX_VALUE}) {
          assertThat(codeWith(type, place, wrong, currency.code()))
              .as(place.path() + " " + wrong + " " + currency)
              .isIn("BAD_AMOUNT", "BAD_LIMIT", "BAD_ITEMS");
        }
        if (!place.path().startsWith("items")) {
          assertThat(codeWith(type, place, cap, currency.code())).isEqualTo("none");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("input")
  void quotesNoCardNumberThatStandsForANumber(EventType type) {
    for (SampleEvents.Place place : SampleEvents.places(type, Schema.Type.LONG)) {
      Object wrong =
          place.name().endsWith("_minor")
              ? (Object) 4_111_111_111_111_111_111L
              : (Object) Instant.ofEpochMilli(4_111_111_111_111_111L);
      SpecificRecord body = SampleEvents.full(type);
      place.put(body, wrong);
      assertThat(
              catchThrowableOfType(
                  UnreadableRecordException.class, () -> EventChecks.check(Event.of(body))))
          .as(type + " " + place.path())
          .isNotNull()
          .satisfies(why -> assertThat(why.reason()).doesNotContain("4111", "1111"));
    }
  }

  @ParameterizedTest
  @MethodSource("input")
  void takesNoOtherCurrencyThanActiveOnes(EventType type) {
    for (SampleEvents.Place place : SampleEvents.places(type, Schema.Type.STRING)) {
      if (place.name().equals("currency")) {
        assertRefused(type, place, "ZWL", "BAD_CURRENCY", "ZWL is not an active ISO 4217 code");
        assertRefused(type, place, "DEM", "BAD_CURRENCY", "withdrawn");
        assertRefused(type, place, "XAU", "BAD_CURRENCY", "gold");
        assertRefused(type, place, "QQQ", "BAD_CURRENCY", "QQQ");
        assertRefused(type, place, "\ud83d\ude00x", "BAD_CURRENCY", "three capital letters");
      }
    }
  }

  @Test
  void refusesPeopleAndPlacesThatTheTablesCantHold() {
    for (SampleEvents.Place place : SampleEvents.places(EventType.CARD_UPDATE, Schema.Type.INT)) {
      if (place.name().equals("birth_date")) {
        for (LocalDate wrong :
            List.of(LocalDate.of(0, 1, 1), LocalDate.of(-5_000, 1, 1), LocalDate.of(2101, 1, 1))) {
          assertThat(codeWith(EventType.CARD_UPDATE, place, wrong)).isEqualTo("BAD_BIRTH_DATE");
        }
      } else {
        assertThat(codeWith(EventType.CARD_UPDATE, place, -1)).isEqualTo("BAD_NUMBER");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("input")
  void refusesPlacesThatAreNotOnTheGlobe(EventType type) {
    for (SampleEvents.Place place : SampleEvents.places(type, Schema.Type.DOUBLE)) {
      for (double wrong :
          new double[] {Double.NaN, Double.POSITIVE_INFINITY, -180.0001, 180.0001}) {
        assertThat(codeWith(type, place, wrong)).as(place.path()).isEqualTo("BAD_COORDINATE");
      }
    }
  }

  private static void assertRefused(
      EventType type, SampleEvents.Place place, Object value, String code, String inReason) {
    SpecificRecord body = SampleEvents.full(type);
    place.put(body, value);
    UnreadableRecordException why =
        catchThrowableOfType(
            UnreadableRecordException.class, () -> EventChecks.check(Event.of(body)));
    assertThat(why).as(type + " " + place.path()).isNotNull();
    assertThat(why.code()).as(type + " " + place.path()).isEqualTo(code);
    assertThat(why.reason()).contains(inReason).doesNotContain("1111");
  }

  private static String codeWith(EventType type, SampleEvents.Place place, Object value) {
    return codeWith(type, place, value, "USD");
  }

  private static String codeWith(
      EventType type, SampleEvents.Place place, Object value, String currency) {
    SpecificRecord body = SampleEvents.full(type);
    Schema.Field inCurrency = body.getSchema().getField("currency");
    if (inCurrency != null) {
      body.put(inCurrency.pos(), currency);
    }
    Schema.Field items = body.getSchema().getField("items");
    if (items != null && !place.path().startsWith("items")) {
      // Theirs is another sum.
      body.put(items.pos(), List.of());
    }
    place.put(body, value);
    try {
      EventChecks.check(Event.of(body));
      return "none";
    } catch (UnreadableRecordException e) {
      return e.code();
    }
  }
}
