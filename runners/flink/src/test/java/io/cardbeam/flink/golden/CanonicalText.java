package io.cardbeam.flink.golden;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * A value of a row as text that is the same on every machine: of a floating-point number nine
 * digits, since the last of its sixteen may differ between processors.
 */
final class CanonicalText {
  private static final MathContext DIGITS = new MathContext(9);

  private CanonicalText() {}

  static String of(Object value) {
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number)
          ? new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString()
          : Double.toString(number);
    }
    if (value instanceof List<?> list) {
      return String.join(";", list.stream().map(CanonicalText::of).toList());
    }
    if (value instanceof IndexedRecord record) {
      StringBuilder text = new StringBuilder("{");
      for (Schema.Field field : record.getSchema().getFields()) {
        text.append(field.name()).append('=').append(of(record.get(field.pos()))).append(' ');
      }
      return text.append('}').toString();
    }
    // A buffer's own text has its position and length alone.
    return value instanceof ByteBuffer bytes
        ? StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString()
        : String.valueOf(value);
  }
}
