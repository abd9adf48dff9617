package io.cardbeam.pipeline.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values that are JSON objects with the contracts' fields by name. Which record it is, a field
 * {@code type} tells, else the record's own id. What the contracts do not have is skipped; a card
 * number is not.
 */
final class JsonValues implements EventDecoder {
  private static final ObjectReader READER =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .readerFor(JsonNode.class);

  /** Names under which a card number comes; its place is the edge. */
  private static final List<String> CARD_NUMBERS = List.of("card_number", "pan", "cc_num");

  /** Ids that only one record has, before those that others name too. */
  private static final Map<Topic, List<EventType>> BY_ID =
      Map.of(
          Topic.CARD_EVENTS,
          List.of(
              EventType.FRAUD_FINDING,
              EventType.CHARGEBACK_RESOLUTION,
              EventType.CHARGEBACK,
              EventType.CARD_UPDATE,
              EventType.AUTHORIZATION_REQUEST),
          Topic.TRANSACTIONS,
          List.of(
              EventType.REFUND,
              EventType.PAYMENT_RETURNED,
              EventType.PAYMENT,
              EventType.REVERSAL,
              EventType.PURCHASE));

  @Override
  public Event decode(byte[] value, Topic topic, long position) throws UnreadableRecordException {
    WireCodec.checkLength(value);
    if (!OtherFormat.isJson(value)) {
      throw OtherFormat.of(value, "JSON")
          .orElseGet(
              () ->
                  new UnreadableRecordException(
                      "BAD_JSON", value.length + " bytes that are no JSON object"));
    }
    JsonNode json = parse(value);
    refuseCardNumbers(json);
    return WireCodec.eventOf(JsonRecord.of(json, typeOf(json, topic).schema()), topic, position);
  }

  private static JsonNode parse(byte[] value) throws UnreadableRecordException {
    try {
      return READER.readValue(value);
    } catch (StreamConstraintsException e) {
      // It has no location, and its message quotes nothing.
      throw new UnreadableRecordException(
          "BAD_JSON", "JSON beyond the parser's limits: " + e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      // Its own message quotes the text, which may hold a card number.
      throw new UnreadableRecordException(
          "BAD_JSON",
          "no JSON from line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + " on, or a field that is there twice");
    } catch (IOException e) {
      throw new UnreadableRecordException("BAD_JSON", "no JSON: " + e.getClass().getSimpleName());
    }
  }

  private static void refuseCardNumbers(JsonNode json) throws UnreadableRecordException {
    for (Iterator<Map.Entry<String, JsonNode>> fields = json.fields(); fields.hasNext(); ) {
      Map.Entry<String, JsonNode> field = fields.next();
      if (CARD_NUMBERS.contains(field.getKey())) {
        throw new UnreadableRecordException(
            "CARD_NUMBER",
            "there is a field "
                + field.getKey()
                + ": card numbers do not travel on Kafka; send card_token, as the gateway makes it");
      }
      refuseCardNumbers(field.getValue());
    }
    if (json.isArray()) {
      for (JsonNode element : json) {
        refuseCardNumbers(element);
      }
    }
  }

  private static EventType typeOf(JsonNode json, Topic topic) throws UnreadableRecordException {
    List<EventType> types = BY_ID.getOrDefault(topic, List.of());
    JsonNode named = json.get("type");
    if (named != null) {
      for (EventType type : EventType.values()) {
        if (type.schema().getName().equals(named.asText())) {
          return type;
        }
      }
    } else {
      for (EventType type : types) {
        // A contract's first field is the record's own id.
        if (json.hasNonNull(type.schema().getFields().get(0).name())) {
          return type;
        }
      }
    }
    throw new UnreadableRecordException(
        "UNKNOWN_RECORD",
        (named == null ? "no field tells which record it is" : "the field type names no record")
            + "; on "
            + topic.topicName()
            + " it is one of "
            + types.stream()
                .map(t -> t.schema().getName() + " (" + t.schema().getFields().get(0).name() + ")")
                .collect(Collectors.joining(", ")));
  }
}
