package io.cardbeam.query.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cardbeam.query.Column;
import io.cardbeam.query.RowSink;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON array with an object for each row, written as the rows come. */
public final class JsonRows implements RowSink {
  private final Writer out;
  private final JsonGenerator json;
  private List<Column> columns = List.of();

  /**
   * @param out not closed by this
   */
  public JsonRows(Writer out) throws IOException {
    this.out = out;
    this.json =
        new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  @Override
  public void begin(List<Column> all) throws IOException {
    columns = List.copyOf(all);
    json.writeStartArray();
  }

  @Override
  public void row(List<@Nullable Object> values) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < columns.size(); i++) {
      json.writeFieldName(columns.get(i).name());
      write(values.get(i));
    }
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void write(@Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof BigDecimal decimal) {
      json.writeNumber(decimal.toPlainString());
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else {
      json.writeString(value.toString());
    }
  }

  @Override
  public void end() throws IOException {
    json.writeEndArray();
    json.close();
    out.write('\n');
    out.flush();
  }
}
