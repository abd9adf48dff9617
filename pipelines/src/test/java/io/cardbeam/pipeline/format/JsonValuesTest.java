package io.cardbeam.pipeline.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.sample.GeneratedCards;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonValuesTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String REQUEST =
      """
      {"request_id": "r", "card_token": "K4nul_13xxxxxxxxxxxxxx", "event_time": "2026-11-28T18:36:24+01:00",
       "amount_minor": 1400, "currency": "USD", "merchant_id": 77, "merchant": "Corner Shop",
       "category": "grocery_pos", "channel": "online", "terminal": {"id": 5}}
      """;

  private final EventDecoder decoder = new ValueFormat.Json().decoder();

  @Property(tries = 20)
  void readsEveryKindOfEventThatItsOwnFieldsWereWrittenFrom(@ForAll long seed) throws Exception {
    for (Event event : GeneratedCards.of(seed, 2, 20)) {
      byte[] value = json(event.body()).getBytes(UTF_8);
      assertThat(decoder.decode(value, event.type().topic(), 0)).isEqualTo(event);
    }
  }

  @Test
  void takesWhatPeopleSendByNameWithAliasesDefaultsAndFieldsOfTheirOwn() throws Exception {
    AuthorizationRequest request = read(REQUEST).body(AuthorizationRequest.class);
    assertThat(request.getEventTime()).isEqualTo(Instant.parse("2026-11-28T17:36:24Z"));
    assertThat(request.getMerchantId()).isEqualTo("77");
    assertThat(request.getMerchantName()).isEqualTo("Corner Shop");
    assertThat(request.getChannel()).isEqualTo(Channel.ONLINE);
    assertThat(request.getMerchantLatitude()).isNull();
    String other =
        REQUEST
            .replace("\"2026-11-28T18:36:24+01:00\"", "1795887384000")
            .replace("1400", "\"1400\"");
    assertThat(read(other).body()).isEqualTo(request);
    assertThat(
            read(REQUEST.replace(
                    "{\"request_id\"", "{\"type\": \"AuthorizationRequest\", \"request_id\""))
                .body())
        .isEqualTo(request);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"currency\": \"USD\", |                          | BAD_JSON       | currency is missing",
        "1400                   | 14.5                     | BAD_JSON       | amount_minor is no whole number",
        "1400                   | 1e999999999              | BAD_JSON       | amount_minor is no whole number",
        "1400                   | true                     | BAD_JSON       | amount_minor is no number",
        "1400                   | -5                       | BAD_AMOUNT     | amount",
        "\"2026-11-28T18:36:24+01:00\" | \"28.11.2026\"    | BAD_JSON       | event_time is no time",
        "\"2026-11-28T18:36:24+01:00\" | -1                | BAD_TIME       | event time",
        "\"online\"             | \"carrier pigeon\"       | BAD_JSON       | channel is none of",
        "\"request_id\"         | \"order\"                | UNKNOWN_RECORD | request_id",
        "\"request_id\": \"r\"  | \"type\": \"Login\"      | UNKNOWN_RECORD | names no record",
        "\"request_id\": \"r\"  | \"payment_id\": \"p\", \"type\": \"Payment\" | BAD_JSON | missing",
        "\"id\": 5              | \"card_number\": \"x\"   | CARD_NUMBER    | card_token",
        "\"request_id\": \"r\"  | \"request_id\": \"r\", \"request_id\": \"s\" | BAD_JSON | twice",
        "\"id\": 5}}            | \"id\": 5}               | BAD_JSON       | no JSON",
        "\"id\": 5}}            | \"id\": 5}} {}           | BAD_JSON       | no JSON",
      })
  void refusesWhatItCantTakeWithTheFieldAndWhy(String from, String to, String code, String reason) {
    String text = REQUEST.replace(from, to == null ? "" : to);
    UnreadableRecordException refused =
        catchThrowableOfType(UnreadableRecordException.class, () -> read(text));
    assertThat(refused).isNotNull();
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.reason()).contains(reason);
  }

  @Test
  void refusesWhatIsBeyondTheParsersLimits() {
    Map<String, String> beyond =
        Map.of(
            "depth",
            "[".repeat(2_000) + "]".repeat(2_000),
            "Number value length",
            "4".repeat(2_000),
            "Name length",
            "{\"" + "n".repeat(100_000) + "\": 1}");
    beyond.forEach(
        (limit, value) -> {
          UnreadableRecordException refused =
              catchThrowableOfType(
                  UnreadableRecordException.class,
                  () -> read(REQUEST.replace("{\"id\": 5}", value)));
          assertThat(refused).isNotNull();
          assertThat(refused.code()).isEqualTo("BAD_JSON");
          assertThat(refused.reason()).contains(limit).hasSizeLessThan(200);
        });
  }

  @Test
  void quotesNoCardNumber() {
    UnreadableRecordException refused =
        catchThrowableOfType(
            UnreadableRecordException.class,
            () -> read(REQUEST.replace("1400", "\"4000 0012 3456 7899\"")));
    assertThat(refused.reason()).doesNotContain("4000").contains("***");
  }

  @Property(tries = 300)
  void damagedTextIsAnEventOrRefused(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] value = REQUEST.getBytes(UTF_8);
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      value[random.nextInt(value.length)] = (byte) random.nextInt(256);
    }
    try {
      assertThat(decoder.decode(value, Topic.CARD_EVENTS, 0).id()).isNotBlank();
    } catch (UnreadableRecordException e) {
      assertThat(e.reason()).isNotBlank();
    }
  }

  private Event read(String json) throws UnreadableRecordException {
    return decoder.decode(json.getBytes(UTF_8), Topic.CARD_EVENTS, 0);
  }

  /** A record's fields by name, times as ISO text and as milliseconds in turns. */
  static String json(SpecificRecord record) {
    return object(record).toString();
  }

  private static ObjectNode object(SpecificRecord record) {
    ObjectNode object = MAPPER.createObjectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value instanceof Instant time) {
        if (time.toEpochMilli() % 2 == 0) {
          object.put(field.name(), time.toEpochMilli());
        } else {
          object.put(field.name(), time.toString());
        }
      } else if (value instanceof SpecificRecord nested) {
        object.set(field.name(), object(nested));
      } else if (value instanceof List<?> list) {
        ArrayNode array = object.putArray(field.name());
        list.forEach(element -> array.add(object((SpecificRecord) element)));
      } else if (value instanceof Number) {
        object.set(field.name(), MAPPER.valueToTree(value));
      } else {
        object.put(field.name(), value == null ? null : value.toString());
      }
    }
    return object;
  }
}
