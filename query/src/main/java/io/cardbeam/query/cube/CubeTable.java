package io.cardbeam.query.cube;

import io.cardbeam.query.cube.CubeAnswer.Cell;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cube for people: rows down the side, indented below their totals, columns across the top, each
 * with all measures.
 */
public final class CubeTable {
  private static final String ALL = "all";
  private static final String NOT_KNOWN = "(not known)";
  private static final String INDENT = "  ";
  private static final String GAP = "  ";

  private final CubeAnswer answer;
  private final int rowDimensions;
  private final int dimensions;

  /** Columns by their text, in order; lines by their members. */
  private final List<String> columns = new ArrayList<>();

  private final Map<List<String>, Line> lines = new LinkedHashMap<>();

  private record Line(String label, Map<String, List<@Nullable Object>> figures) {}

  /** A picture of an answer. */
  public CubeTable(CubeAnswer answer) {
    this.answer = answer;
    this.rowDimensions = answer.query().rows().size();
    this.dimensions = answer.query().dimensions().size();
    answer.cells().forEach(this::place);
  }

  private void place(Cell cell) {
    List<String> key = new ArrayList<>();
    for (int i = 0; i < rowDimensions; i++) {
      if (!cell.isTotalOver(i, dimensions)) {
        key.add(text(cell.members().get(i)));
      }
    }
    Line line = lines.computeIfAbsent(key, it -> new Line(label(it), new LinkedHashMap<>()));
    String column = columnOf(cell);
    if (!columns.contains(column)) {
      columns.add(column);
    }
    line.figures().put(column, cell.figures());
  }

  /** Below its subtotals a line is told by its last member, without them by all. */
  private String label(List<String> members) {
    if (members.isEmpty()) {
      return ALL;
    }
    return answer.query().totals()
        ? INDENT.repeat(members.size()) + members.get(members.size() - 1)
        : String.join(" / ", members);
  }

  private String columnOf(Cell cell) {
    List<String> members = new ArrayList<>();
    for (int i = rowDimensions; i < dimensions; i++) {
      if (!cell.isTotalOver(i, dimensions)) {
        members.add(text(cell.members().get(i)));
      }
    }
    return members.isEmpty()
        ? (dimensions > rowDimensions ? ALL : "")
        : String.join(" / ", members);
  }

  private static String text(@Nullable Object member) {
    return member == null ? NOT_KNOWN : member.toString();
  }

  /** Writes it. */
  public void print(Appendable out) throws IOException {
    List<Figure> figures = answer.query().figures();
    List<List<String>> texts = new ArrayList<>();
    if (!(columns.size() == 1 && columns.get(0).isEmpty())) {
      List<String> head = new ArrayList<>(List.of(""));
      for (String column : columns) {
        figures.forEach(figure -> head.add(column));
      }
      texts.add(head);
    }
    List<String> names =
        new ArrayList<>(
            List.of(
                String.join(" / ", answer.query().rows().stream().map(Dimension::name).toList())));
    columns.forEach(column -> figures.forEach(figure -> names.add(figure.name())));
    texts.add(names);
    for (Line line : lines.values()) {
      List<String> row = new ArrayList<>(List.of(line.label()));
      for (String column : columns) {
        List<@Nullable Object> values = line.figures().get(column);
        for (int i = 0; i < figures.size(); i++) {
          row.add(values == null ? "" : figure(figures.get(i).measure(), values.get(i)));
        }
      }
      texts.add(row);
    }
    print(texts, out);
  }

  private static String figure(Measure measure, @Nullable Object value) {
    if (value == null) {
      return "";
    }
    return switch (measure.kind()) {
      case COUNT -> String.format(Locale.ROOT, "%,d", (Long) value);
      case MONEY ->
          String.format(
              Locale.ROOT, "%,.2f", ((BigDecimal) value).setScale(2, RoundingMode.HALF_EVEN));
      case SHARE -> String.format(Locale.ROOT, "%.2f %%", 100 * (Double) value);
    };
  }

  private static void print(List<List<String>> texts, Appendable out) throws IOException {
    int[] widths = new int[texts.get(0).size()];
    for (List<String> row : texts) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : texts) {
      StringBuilder line =
          new StringBuilder(row.get(0)).append(" ".repeat(widths[0] - row.get(0).length()));
      for (int i = 1; i < widths.length; i++) {
        line.append(GAP).append(" ".repeat(widths[i] - row.get(i).length())).append(row.get(i));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
  }
}
