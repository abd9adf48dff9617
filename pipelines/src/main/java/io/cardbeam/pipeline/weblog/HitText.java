package io.cardbeam.pipeline.weblog;

import io.cardbeam.weblog.HitColumn;
import io.cardbeam.weblog.HitRow;
import java.time.Instant;
import java.util.function.Function;

/** Hits as rows of CSV. */
final class HitText {
  private final Function<String, byte[]> encoded;
  private long lastSecond = Long.MIN_VALUE;
  private String lastTime = "";

  /**
   * @param encoded a text as {@link RowText#encoded(String)} gives it
   */
  HitText(Function<String, byte[]> encoded) {
    this.encoded = encoded;
  }

  /** Adds a hit's row. */
  void add(RowText rows, HitRow row) {
    for (HitColumn column : HitColumn.all()) {
      Object value = row.get(column);
      if (value == null) {
        rows.empty();
      } else if (column.type() == HitColumn.Type.TEXT) {
        rows.encoded(encoded.apply((String) value));
      } else if (column.type() == HitColumn.Type.TIME) {
        rows.plain(time((Long) value));
      } else if (value instanceof Long number) {
        rows.number(number);
      } else {
        rows.plain(value.toString());
      }
    }
    rows.end();
  }

  private String time(long second) {
    if (second != lastSecond) {
      lastSecond = second;
      lastTime = Instant.ofEpochSecond(second).toString();
    }
    return lastTime;
  }
}
