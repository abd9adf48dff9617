package io.cardbeam.console.cube;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cardbeam.console.cube.CubeService.Fresh;
import io.cardbeam.console.http.Json;
import io.cardbeam.query.Column;
import io.cardbeam.query.RowSink;
import io.cardbeam.query.cube.CubeAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cells as JSON: the columns, then an array for each cell. Amounts are texts, as exact as they are.
 */
final class CubeJson implements RowSink {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;

  private CubeJson(JsonGenerator json) {
    this.json = json;
  }

  static byte[] of(Fresh<CubeAnswer> answer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      answer.answer().to(new CubeJson(json));
      json.writeFieldName("star");
      json.writeRawValue(Json.text(CubeCatalogue.star(answer.star())));
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  @Override
  public void begin(List<Column> columns) throws IOException {
    json.writeArrayFieldStart("columns");
    for (Column column : columns) {
      json.writeStartObject();
      json.writeStringField("name", column.name());
      json.writeStringField("type", CubeCatalogue.type(column.type()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("cells");
  }

  @Override
  public void row(List<@Nullable Object> values) throws IOException {
    json.writeStartArray();
    for (Object value : values) {
      if (value == null) {
        json.writeNull();
      } else if (value instanceof Long number) {
        json.writeNumber(number);
      } else if (value instanceof Double number) {
        json.writeNumber(number);
      } else if (value instanceof Boolean flag) {
        json.writeBoolean(flag);
      } else if (value instanceof BigDecimal decimal) {
        json.writeString(decimal.toPlainString());
      } else {
        json.writeString(value.toString());
      }
    }
    json.writeEndArray();
  }

  @Override
  public void end() throws IOException {
    json.writeEndArray();
  }
}
