package io.cardbeam.csv;

import java.util.List;
import java.util.Optional;

/** Shows the values of rows that tell the forms of their file. */
final class SampleRow {
  private final Columns columns;
  private final FormsDetector detector;

  /** Takes a cell's text and the name of its column. */
  private interface Look {
    void at(String text, String column);
  }

  SampleRow(Columns columns, FormsDetector detector) {
    this.columns = columns;
    this.detector = detector;
  }

  /** Shows a row; one that has no cells tells nothing. */
  void show(RawRow row) {
    List<String> cells;
    try {
      cells = row.fields();
    } catch (BadRowException e) {
      return;
    }
    show(cells, Field.TIME, detector::time);
    show(cells, Field.DATE, detector::time);
    show(cells, Field.BIRTH_DATE, detector::birthDate);
    show(cells, Field.AMOUNT, (text, column) -> detector.amount(text));
    for (Field field :
        List.of(
            Field.LATITUDE, Field.LONGITUDE, Field.MERCHANT_LATITUDE, Field.MERCHANT_LONGITUDE)) {
      show(cells, field, (text, column) -> detector.coordinate(text));
    }
    if (!columns.cardIds()) {
      show(cells, Field.CARD, (text, column) -> detector.card(text));
    }
  }

  private void show(List<String> cells, Field field, Look look) {
    Optional<String> column = columns.column(field);
    if (column.isPresent()) {
      look.at(columns.text(cells, field), column.get());
    }
  }
}
