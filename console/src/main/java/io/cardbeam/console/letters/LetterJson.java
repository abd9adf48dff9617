package io.cardbeam.console.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.http.Utf8;
import io.cardbeam.text.CardNumberMask;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Letters as the API shows them. Whatever could be a card number is masked here once more. */
final class LetterJson {
  /** Bytes of a payload that are shown in hexadecimal. */
  static final int MAX_HEX_BYTES = 4_096;

  private LetterJson() {}

  static ObjectNode row(Letter letter) {
    ObjectNode node =
        Json.object()
            .put("id", letter.id())
            .put("time", letter.writtenAt().toString())
            .put("source", letter.source())
            .put("position", letter.position())
            .put("code", letter.code())
            .put("reason", CardNumberMask.mask(letter.reason()))
            .put("state", LetterState.of(letter).text())
            .put("sendable", letter.unsendable().isEmpty());
    letter.topic().ifPresent(topic -> node.put("topic", topic.topicName()));
    return node;
  }

  /** With its payload, and all that one needs to repair it. */
  static ObjectNode whole(Letter letter) {
    ObjectNode node = row(letter);
    letter.unsendable().ifPresent(why -> node.put("not_sendable", why.words()));
    byte[] payload = bytes(letter.payload());
    ObjectNode shown = node.putObject("payload").put("bytes", payload.length);
    shown.put(
        "hex",
        HexFormat.of().formatHex(Arrays.copyOf(payload, Math.min(payload.length, MAX_HEX_BYTES))));
    Utf8.text(payload)
        .filter(LetterJson::isText)
        .ifPresent(text -> shown.put("text", CardNumberMask.mask(text)));
    Optional<ObjectNode> event = event(letter);
    event.ifPresent(json -> node.set("event", json));
    if (letter.unsendable().isEmpty()) {
      ArrayNode kinds = node.putArray("kinds");
      EventJson.putSchemas(RepairedEvent.typesOf(letter.topic().orElseThrow()), kinds);
    }
    letter
        .sent()
        .ifPresent(
            sent -> {
              ObjectNode part =
                  node.putObject("sent")
                      .put("type", sent.type())
                      .put("event_id", sent.eventId())
                      .put("card_token", sent.cardToken())
                      .put("by", sent.by());
              sent.at().ifPresent(at -> part.put("at", at.toString()));
            });
    return node;
  }

  /** What was sent, else what the record says if it can be read, by its schema or as JSON. */
  private static Optional<ObjectNode> event(Letter letter) {
    if (letter.sent().isPresent()) {
      return read(letter.sent().get().record()).map(EventJson::of);
    }
    Optional<SpecificRecord> record = read(letter.payload());
    if (record.isPresent()) {
      return EventType.ofRecordName(record.get().getSchema().getFullName()).isPresent()
          ? record.map(EventJson::of)
          : Optional.empty();
    }
    Optional<String> text = Utf8.text(bytes(letter.payload()));
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(Json.parse(CardNumberMask.mask(text.get()).getBytes(UTF_8)));
    } catch (RefusedException | IOException e) {
      return Optional.empty();
    }
  }

  /** The event in a stored record; empty if it can't be read. */
  private static Optional<SpecificRecord> read(ByteBuffer record) {
    try {
      return Optional.of(new WireCodec().decode(bytes(record)));
    } catch (UnreadableRecordException e) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** Whether people can read it: no control characters but those of lines. */
  private static boolean isText(String text) {
    return text.chars()
        .noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t');
  }
}
