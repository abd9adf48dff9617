package io.cardbeam.report;

import java.util.List;

/**
 * A table: the first column names the row, the others hold figures.
 *
 * @param headers names of the columns
 * @param rows cells, as many as headers in each row
 */
record Table(List<String> headers, List<List<String>> rows) implements Section {
  Table {
    headers = List.copyOf(headers);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != headers.size()) {
        throw new IllegalArgumentException(
            "row has " + row.size() + " cells under " + headers.size() + " headers: " + row);
      }
    }
  }

  @Override
  public void writeTo(Markup markup) {
    markup.open("div", "class", "wide").open("table").open("thead").open("tr");
    for (String header : headers) {
      markup.element("th", header, "scope", "col");
    }
    markup.close().close().open("tbody");
    for (List<String> row : rows) {
      markup.open("tr").element("th", row.get(0), "scope", "row");
      for (String cell : row.subList(1, row.size())) {
        markup.element("td", cell);
      }
      markup.close().line();
    }
    markup.close().close().close();
  }
}
