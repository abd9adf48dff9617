package io.cardbeam.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardbeam.money.Currencies;
import io.cardbeam.money.Currency;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each field of each event that comes in, found by the schemas, with each value that is wrong. */
class EveryFieldChecksTest {
  private static final String CARD_NUMBER = "no 4111 1111 1111 1111";

  /** A field that has a form of its own, and so a code of its own. */
  private static final List<String> FORMS =
      List.of("card_token", "currency", "last_four", "country");

  static Stream<EventType> input() {
    return Stream.of(EventType.values())
        .filter(
            type ->
                switch (type) {
                  case AUTHORIZATION_DECISION, FRAUD_ALERT, TRANSACTION_EXCEPTION -> false;
                  default -> true;
                });
  }

  @ParameterizedTest
  @MethodSource("input")
  void takesTheEventThatIsRight(EventType type) {
    assertThatCode(() -> EventChecks.check(Event.of(sample(type)))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("input")
  void refusesATextThatNothingCanKeepWhereverItIs(EventType type) {
    for (Place place : places(type, Schema.Type.STRING)) {
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
    for (Place place : places(type, Schema.Type.LONG)) {
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
    for (Place place : places(type, Schema.Type.LONG)) {
      Object wrong =
          place.name().endsWith("_minor")
              ? (Object) 4_111_111_111_111_111_111L
              : (Object) Instant.ofEpochMilli(4_111_111_111_111_111L);
      SpecificRecord body = sample(type);
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
    for (Place place : places(type, Schema.Type.STRING)) {
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
    for (Place place : places(EventType.CARD_UPDATE, Schema.Type.INT)) {
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
    for (Place place : places(type, Schema.Type.DOUBLE)) {
      for (double wrong :
          new double[] {Double.NaN, Double.POSITIVE_INFINITY, -180.0001, 180.0001}) {
        assertThat(codeWith(type, place, wrong)).as(place.path()).isEqualTo("BAD_COORDINATE");
      }
    }
  }

  private static void assertRefused(
      EventType type, Place place, Object value, String code, String inReason) {
    SpecificRecord body = sample(type);
    place.put(body, value);
    UnreadableRecordException why =
        catchThrowableOfType(
            UnreadableRecordException.class, () -> EventChecks.check(Event.of(body)));
    assertThat(why).as(type + " " + place.path()).isNotNull();
    assertThat(why.code()).as(type + " " + place.path()).isEqualTo(code);
    assertThat(why.reason()).contains(inReason).doesNotContain("1111");
  }

  private static String codeWith(EventType type, Place place, Object value) {
    return codeWith(type, place, value, "USD");
  }

  private static String codeWith(EventType type, Place place, Object value, String currency) {
    SpecificRecord body = sample(type);
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

  private static List<Place> places(EventType type, Schema.Type of) {
    List<Place> places = new ArrayList<>();
    collect(type.schema(), of, "", List.of(), places);
    return places;
  }

  private static void collect(
      Schema record, Schema.Type of, String prefix, List<Integer> way, List<Place> places) {
    for (Schema.Field field : record.getFields()) {
      List<Integer> here = new ArrayList<>(way);
      here.add(field.pos());
      Schema schema = some(field.schema());
      String path = prefix + field.name();
      if (schema.getType() == of) {
        places.add(new Place(path, field.name(), here));
      } else if (schema.getType() == Schema.Type.RECORD) {
        collect(schema, of, path + ".", here, places);
      } else if (schema.getType() == Schema.Type.ARRAY) {
        here.add(0);
        collect(schema.getElementType(), of, path + "[0].", here, places);
      }
    }
  }

  private static Schema some(Schema schema) {
    return schema.getType() != Schema.Type.UNION
        ? schema
        : schema.getTypes().stream()
            .filter(one -> one.getType() != Schema.Type.NULL)
            .findFirst()
            .orElseThrow();
  }

  /** An event with every field filled in. */
  private static SpecificRecord sample(EventType type) {
    return (SpecificRecord) record(type.schema());
  }

  private static IndexedRecord record(Schema schema) {
    IndexedRecord record =
        (IndexedRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), value(field.name(), some(field.schema())));
    }
    return record;
  }

  private static Object value(String name, Schema schema) {
    return switch (schema.getType()) {
      case STRING ->
          switch (name) {
            case "currency" -> "USD";
            case "country" -> "US";
            case "last_four" -> "0042";
            default -> "abc";
          };
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
              ? (Object) Instant.ofEpochSecond(1_700_000_000)
              : (Object) 100L;
      case INT ->
          schema.getLogicalType() instanceof LogicalTypes.Date
              ? (Object) LocalDate.of(1980, 1, 1)
              : (Object) 1;
      case DOUBLE -> 40.0;
      case ENUM -> SpecificData.get().createEnum(schema.getEnumSymbols().get(0), schema);
      case RECORD -> record(schema);
      case ARRAY -> new ArrayList<>(List.of(record(schema.getElementType())));
      default -> throw new IllegalArgumentException(schema.toString());
    };
  }

  /**
   * Where a field is.
   *
   * @param way its position, after those of the records around it
   */
  private record Place(String path, String name, List<Integer> way) {
    void put(IndexedRecord record, Object value) {
      Object at = record;
      for (int i = 0; i < way.size() - 1; i++) {
        int step = way.get(i);
        at = at instanceof List<?> list ? list.get(step) : ((IndexedRecord) at).get(step);
      }
      ((IndexedRecord) at).put(way.get(way.size() - 1), value);
    }
  }
}
