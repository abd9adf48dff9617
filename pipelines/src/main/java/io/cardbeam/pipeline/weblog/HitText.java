package io.cardbeam.pipeline.weblog;

import io.cardbeam.weblog.HitColumn;
import io.cardbeam.weblog.HitRow;
import java.time.Instant;

/** Hits as rows of CSV. */
final class HitText {
  private long lastSecond = Long.MIN_VALUE;
  private String lastTime = "";

  /** Adds a hit's row. */
  void add(RowText rows, HitRow row) {
    for (HitColumn column : HitColumn.all()) {
      Object value = row.get(column);
      if (value == null) {
        rows.empty();
      } else if (column.type() == HitColumn.Type.TEXT) {
        rows.text((String) value);
      } else {
        rows.plain(column.type() == HitColumn.Type.TIME ? time((Long) value) : value.toString());
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
