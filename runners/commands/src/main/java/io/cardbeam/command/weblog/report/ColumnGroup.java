package io.cardbeam.command.weblog.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cardbeam.weblog.HitColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Columns whose values go together, such as all that is known of a client. Each row of values is
 * held once, and each text of a column once; a hit has the number of its row.
 */
final class ColumnGroup {
  private final List<HitColumn> columns;
  private final List<Texts> texts = new ArrayList<>();
  private final Map<Row, Integer> numbers = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();
  private final List<int[]> counts = new ArrayList<>();
  private final IntStream.Builder hits = IntStream.builder();

  ColumnGroup(List<HitColumn> columns) {
    this.columns = List.copyOf(columns);
    columns.forEach(column -> texts.add(new Texts()));
  }

  /** Texts of a column with their codes, from 1. */
  private static final class Texts {
    private final Map<String, Integer> codes = new HashMap<>();
    private final List<String> values = new ArrayList<>();

    int code(@Nullable String text) {
      if (text == null) {
        return 0;
      }
      Integer known = codes.get(text);
      if (known != null) {
        return known;
      }
      values.add(text);
      codes.put(text, values.size());
      return values.size();
    }
  }

  /** Codes of a row. */
  private static final class Row {
    private final int[] codes;
    private final int hash;

    Row(int[] codes) {
      this.codes = codes;
      this.hash = Arrays.hashCode(codes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Row row && Arrays.equals(codes, row.codes);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /**
   * Adds a hit.
   *
   * @return characters of the texts that were not there before
   */
  long add(ReportHit hit) {
    int[] codes = new int[columns.size()];
    long chars = 0;
    for (int i = 0; i < codes.length; i++) {
      Texts of = texts.get(i);
      int before = of.values.size();
      String text = hit.text(columns.get(i));
      codes[i] = of.code(text);
      chars += of.values.size() > before && text != null ? text.length() : 0;
    }
    Row row = new Row(codes);
    int number = numbers.computeIfAbsent(row, this::number);
    counts.get(number)[0]++;
    hits.add(number);
    return chars;
  }

  private int number(Row row) {
    rows.add(row);
    counts.add(new int[1]);
    return rows.size() - 1;
  }

  /** What a row has in a column; null for no text. */
  private @Nullable String text(int row, HitColumn column) {
    int place = columns.indexOf(column);
    int code = rows.get(row).codes[place];
    return code == 0 ? null : texts.get(place).values.get(code - 1);
  }

  /** Takes a row's texts. */
  interface RowSink {
    void take(RowTexts row, long hits) throws IOException;
  }

  /** The texts of a row. */
  interface RowTexts {
    @Nullable String get(HitColumn column);
  }

  /** Gives each row with its number of hits. */
  void forEach(RowSink sink) throws IOException {
    for (int row = 0; row < rows.size(); row++) {
      int of = row;
      sink.take(column -> text(of, column), counts.get(row)[0]);
    }
  }

  /** Writes names and texts of the columns. */
  void writeTexts(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("rows", rows.size());
    json.writeArrayFieldStart("columns");
    for (int i = 0; i < columns.size(); i++) {
      json.writeStartObject();
      json.writeStringField("name", columns.get(i).columnName());
      json.writeArrayFieldStart("values");
      for (String text : texts.get(i).values) {
        json.writeString(text);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /**
   * Writes rows, the most frequent first as small numbers are short, and the row of each hit. Ends
   * the group: nothing can be added any more.
   */
  void writeNumbers(NumberStream out) throws IOException {
    List<Integer> order =
        IntStream.range(0, rows.size())
            .boxed()
            .sorted(Comparator.comparing((Integer row) -> -counts.get(row)[0]))
            .toList();
    int[] places = new int[rows.size()];
    for (int place = 0; place < places.length; place++) {
      places[order.get(place)] = place;
    }
    for (int column = 0; column < columns.size(); column++) {
      for (int row : order) {
        out.put(rows.get(row).codes[column]);
      }
    }
    for (int row : hits.build().toArray()) {
      out.put(places[row]);
    }
  }
}
