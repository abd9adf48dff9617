package io.cardbeam.command.rule;

import java.io.PrintWriter;
import java.util.List;

/**
 * A table for people: columns as wide as their longest cell.
 *
 * @param header names of the columns
 * @param rows as many cells each
 */
record TextTable(List<String> header, List<List<String>> rows) {

  void print(PrintWriter out) {
    print(out, header);
    rows.forEach(row -> print(out, row));
  }

  private void print(PrintWriter out, List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      line.append("  ").append(row.get(i));
      if (i + 1 < row.size()) {
        line.append(" ".repeat(width(i) - row.get(i).length()));
      }
    }
    out.println(line.toString().stripTrailing());
  }

  private int width(int column) {
    return rows.stream()
        .mapToInt(row -> row.get(column).length())
        .reduce(header.get(column).length(), Math::max);
  }
}
