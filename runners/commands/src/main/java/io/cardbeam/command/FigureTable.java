package io.cardbeam.command;

import java.io.PrintWriter;
import java.util.List;

/**
 * A table of figures for people: the first column to the left, the others to the right, each as
 * wide as its longest cell.
 *
 * @param rows the header first where there is one; as many cells each, at least one
 */
public record FigureTable(List<List<String>> rows) {

  /** Prints it after an empty line. */
  public void print(PrintWriter out) {
    out.println();
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(row.get(0)).append(blanks(widths[0] - length(row, 0)));
      for (int i = 1; i < columns; i++) {
        line.append("  ").append(blanks(widths[i] - length(row, i))).append(row.get(i));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static int length(List<String> row, int column) {
    return row.get(column).length();
  }

  private static String blanks(int count) {
    return " ".repeat(count);
  }
}
