package io.cardbeam.browser.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What an analyst does with the page of the cube: a view is shown, and one thing is done to it.
 *
 * @param kind of question, in words
 * @param start query of the view that is shown
 * @param act what is done
 * @param field that is dragged; of length 0 for a click
 */
record CubeStep(String kind, String start, Act act, String field) {
  /** What can be done, all of which ask the cube. */
  enum Act {
    ROWS("Rows"),
    COLUMNS("Columns"),
    FIGURES("Figures"),
    /** Show the first member of the table alone. */
    ONLY("");

    private final String shelf;

    Act(String shelf) {
      this.shelf = shelf;
    }

    /** Name of the shelf on which a field is dropped; of length 0 for a click. */
    String shelf() {
      return shelf;
    }
  }

  /** In words, for whoever looks for the slow ones. */
  String words() {
    return act == Act.ONLY ? start + ", a click" : start + ", " + field + " to " + act.shelf();
  }

  /** A query of these parts. */
  static String query(
      String fact, List<String> rows, List<String> columns, List<String> figures, String where) {
    StringBuilder query = new StringBuilder("fact=" + fact);
    query.append("&rows=").append(String.join(",", rows));
    query.append("&columns=").append(String.join(",", columns));
    query.append("&measures=").append(String.join(",", figures));
    if (!where.isEmpty()) {
      query.append("&where=").append(URLEncoder.encode(where, StandardCharsets.UTF_8));
    }
    return query.toString();
  }
}
