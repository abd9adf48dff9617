package io.cardbeam.pipeline.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.geo.GeoLocation.Point;
import io.cardbeam.pipeline.search.RefusedDocument;
import io.cardbeam.pipeline.search.SearchDocument;
import io.cardbeam.weblog.AddressFacts;
import io.cardbeam.weblog.HitColumn;
import io.cardbeam.weblog.HitRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.beam.sdk.values.KV;

/**
 * Hits as the index has them: the columns that have a value, the address as one, and the point of
 * the city.
 */
final class HitDocument {
  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectMapper READER = new ObjectMapper();
  private static final int SECONDS_A_DAY = 86_400;

  private HitDocument() {}

  /**
   * A document.
   *
   * @param id the same whenever the line is read again
   */
  static SearchDocument of(String id, long epochSeconds, HitRow row, AddressFacts address) {
    ByteArrayOutputStream json = new ByteArrayOutputStream(1 << 10);
    try (JsonGenerator to = JSON.createGenerator(json)) {
      to.writeStartObject();
      for (HitColumn column : HitColumn.all()) {
        Object value = row.get(column);
        if (value != null) {
          write(column, value, to);
        }
      }
      if (address.address().isPresent()) {
        to.writeStringField("remote_ip", address.address().get());
      }
      if (address.point().isPresent()) {
        write(address.point().get(), to);
      }
      to.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory can't be written", e);
    }
    return new SearchDocument(
        id, Math.floorDiv(epochSeconds, (long) SECONDS_A_DAY), json.toByteArray());
  }

  /** The document of a hit that came from a topic. */
  static SearchDocument of(LoggedHit logged, boolean anonymize) {
    return of(
        logged.place(),
        logged.hit().hit().epochSeconds(),
        HitRow.of(logged.file(), logged.line(), logged.hit(), logged.isBot(), anonymize),
        logged.hit().address());
  }

  private static void write(HitColumn column, Object value, JsonGenerator to) throws IOException {
    to.writeFieldName(column.columnName());
    switch (column.type()) {
      case TEXT -> {
        // By way of bytes half a surrogate pair, which JSON can't have, becomes a question mark.
        byte[] text = ((String) value).getBytes(UTF_8);
        to.writeUTF8String(text, 0, text.length);
      }
      case NUMBER -> to.writeNumber((Long) value);
      case FLAG -> to.writeBoolean((Boolean) value);
      case TIME -> to.writeString(Instant.ofEpochSecond((Long) value).toString());
    }
  }

  private static void write(Point point, JsonGenerator to) throws IOException {
    to.writeObjectFieldStart("location");
    to.writeNumberField("lat", point.latitude());
    to.writeNumberField("lon", point.longitude());
    to.writeEndObject();
  }

  /** A document that was refused, as a row of its file. */
  static KV<String, KV<String, byte[]>> refusedRow(RefusedDocument refused) {
    JsonNode hit = json(refused);
    return Tables.lineRow(Tables.REFUSED_DOCUMENTS, file(hit), line(hit), refused.reason());
  }

  /** The same for a file of the unbounded pipeline. */
  static KV<String, byte[]> refusedLiveRow(RefusedDocument refused) {
    JsonNode hit = json(refused);
    return LiveTables.lineRow(Tables.REFUSED_DOCUMENTS, file(hit), line(hit), refused.reason());
  }

  private static JsonNode json(RefusedDocument refused) {
    try {
      return READER.readTree(refused.document().json());
    } catch (IOException e) {
      throw new UncheckedIOException("a document that was written can't be read", e);
    }
  }

  private static String file(JsonNode hit) {
    return hit.path(HitColumn.FILE.columnName()).asText();
  }

  private static long line(JsonNode hit) {
    return hit.path(HitColumn.LINE.columnName()).asLong();
  }
}
