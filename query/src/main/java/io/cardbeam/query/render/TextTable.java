package io.cardbeam.query.render;

import io.cardbeam.query.Column;
import io.cardbeam.query.RowSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A table for people: columns as wide as what is in them, numbers from the right. Of a longer
 * answer the first rows are shown, and how many there are.
 */
public final class TextTable implements RowSink {
  /** Rows that are shown. */
  public static final int MAX_ROWS = 1_000;

  private static final int MAX_WIDTH = 60;
  private static final String GAP = "  ";

  private final Appendable out;
  private final List<List<String>> shown = new ArrayList<>();
  private List<Column> columns = List.of();
  private long rows;

  public TextTable(Appendable out) {
    this.out = out;
  }

  @Override
  public void begin(List<Column> all) {
    columns = List.copyOf(all);
  }

  @Override
  public void row(List<@Nullable Object> values) {
    rows++;
    if (shown.size() < MAX_ROWS) {
      List<String> texts = new ArrayList<>(values.size());
      for (Object value : values) {
        texts.add(cut(Texts.of(value)));
      }
      shown.add(texts);
    }
  }

  private static String cut(String text) {
    String line = text.replace('\n', ' ').replace('\r', ' ').replace('\t', ' ');
    return line.length() <= MAX_WIDTH ? line : line.substring(0, MAX_WIDTH - 1) + "…";
  }

  @Override
  public void end() throws IOException {
    if (columns.isEmpty()) {
      return;
    }
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = cut(columns.get(i).name()).length();
      for (List<String> row : shown) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    line(columns.stream().map(column -> cut(column.name())).toList(), widths);
    for (List<String> row : shown) {
      line(row, widths);
    }
    out.append(
        rows > MAX_ROWS
            ? String.format(
                Locale.ROOT, "%,d of %,d rows; --format csv writes all\n", MAX_ROWS, rows)
            : String.format(Locale.ROOT, "%,d %s\n", rows, rows == 1 ? "row" : "rows"));
  }

  private void line(List<String> texts, int[] widths) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String blanks = " ".repeat(widths[i] - texts.get(i).length());
      line.append(i == 0 ? "" : GAP)
          .append(columns.get(i).type().isNumber() ? blanks + texts.get(i) : texts.get(i) + blanks);
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }
}
