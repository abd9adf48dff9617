package io.cardbeam.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which of the three layouts a file has, told by its header: an unnamed index and 22 columns, the
 * 22 columns alone, or {@code id} and 22 columns.
 *
 * @param leadingColumns columns before the 22: 0 or 1
 */
public record CsvLayout(int leadingColumns) {
  /** The columns that all layouts share, in their order. */
  public static final List<String> COLUMNS =
      List.of(
          "trans_date_trans_time",
          "cc_num",
          "merchant",
          "category",
          "amt",
          "first",
          "last",
          "gender",
          "street",
          "city",
          "state",
          "zip",
          "lat",
          "long",
          "city_pop",
          "job",
          "dob",
          "trans_num",
          "unix_time",
          "merch_lat",
          "merch_long",
          "is_fraud");

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * The layout under this header line.
   *
   * @throws BadRowException code NO_HEADER, with the first column that is not as expected
   */
  public static CsvLayout ofHeader(String line) throws BadRowException {
    String header = line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
    List<String> names = new ArrayList<>();
    for (String name : CsvFields.split(header)) {
      names.add(name.strip().toLowerCase(Locale.ROOT));
    }
    int leading = names.size() - COLUMNS.size();
    boolean indexed = leading == 1 && (names.get(0).isEmpty() || names.get(0).equals("id"));
    if (leading != 0 && !indexed) {
      throw new BadRowException(
          "NO_HEADER",
          "first line is no header of a known layout: it has "
              + names.size()
              + " columns; expected are an index or id, or neither, and then "
              + String.join(",", COLUMNS));
    }
    for (int i = 0; i < COLUMNS.size(); i++) {
      if (!names.get(leading + i).equals(COLUMNS.get(i))) {
        throw new BadRowException(
            "NO_HEADER",
            "first line is no header of a known layout: column "
                + (leading + i + 1)
                + " is not "
                + COLUMNS.get(i));
      }
    }
    return new CsvLayout(leading);
  }

  /** How many fields a row has. */
  public int width() {
    return leadingColumns + COLUMNS.size();
  }
}
