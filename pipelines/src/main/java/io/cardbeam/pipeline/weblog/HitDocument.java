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
   * @param id of the content up to the line's end, the same wherever the line is read again
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
    try {
      JsonNode hit = READER.readTree(refused.document().json());
      return Tables.lineRow(
          Tables.REFUSED_DOCUMENTS,
          hit.path(HitColumn.FILE.columnName()).asText(),
          hit.path(HitColumn.LINE.columnName()).asLong(),
          refused.reason());
    } catch (IOException e) {
      throw new UncheckedIOException("a document that was written can't be read", e);
    }
  }
}
