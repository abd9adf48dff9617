package io.cardbeam.simulator.samples;

import io.cardbeam.csv.Columns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Rows that a reader must refuse, each after a good one. */
final class BadRows {
  /** What is done to a good row, in the order of the file. */
  static final List<Damage> DAMAGES =
      List.of(
          new Damage("NO_CARD", "cc_num", ""),
          new Damage("NO_TRANSACTION", "trans_num", ""),
          new Damage("BAD_NUMBER", "city_pop", "many"),
          new Damage("BAD_TIME", "trans_date_trans_time", "2025-02-30 10:00:00"),
          new Damage("BAD_TIME", "trans_date_trans_time", "01/03/2025 10:00"),
          new Damage("BAD_BIRTH_DATE", "dob", "1980-13-01"),
          new Damage("BAD_AMOUNT", "amt", "12.3x"),
          new Damage("BAD_AMOUNT", "amt", ""),
          new Damage("REFUND", "amt", "-12.30"),
          new Damage("BAD_AMOUNT", "amt", "0.00"),
          new Damage("BAD_AMOUNT", "amt", "99999999999.00"),
          new Damage("BAD_COORDINATE", "merch_lat", "95.123456"),
          new Damage("BAD_COORDINATE", "merch_long", "east"),
          new Damage("BAD_COORDINATE", "lat", "north"),
          new Damage("BAD_CARD", "cc_num", "99900012AB"),
          new Damage("BAD_WIDTH", "merch_lat", "0,0,0"),
          new Damage("OPEN_QUOTE", "job", "\"Baker"));

  private BadRows() {}

  /**
   * A damage that is done to a row without fields in quotes.
   *
   * @param code the reader's code for it
   * @param column column that is damaged
   * @param text what it then holds
   */
  record Damage(String code, String column, String text) {
    String apply(String row) {
      List<String> fields = new ArrayList<>(List.of(row.split(",", -1)));
      fields.set(1 + Columns.KAGGLE.indexOf(column), text);
      return String.join(",", fields);
    }
  }

  /** Writes the header, then for each damage a good row and a damaged one, then a cut-off row. */
  static void write(Path goodRows, Path badRows) throws IOException {
    List<String> good = lines(goodRows);
    List<String> simple = good.stream().filter(line -> line.indexOf('"') < 0).toList();
    List<String> lines = new ArrayList<>();
    lines.add(simple.get(0));
    int next = 1;
    for (Damage damage : DAMAGES) {
      lines.add(simple.get(next++));
      lines.add(damage.apply(simple.get(next++)));
    }
    lines.add(simple.get(next++));
    String last = simple.get(next);
    lines.add(last.substring(0, last.length() / 2));
    Files.writeString(badRows, String.join("\n", lines) + "\n");
  }

  private static List<String> lines(Path gzip) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(gzip)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
