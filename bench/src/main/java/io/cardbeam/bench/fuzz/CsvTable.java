package io.cardbeam.bench.fuzz;

import io.cardbeam.csv.Columns;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Transactions at random, to be written as a file: their cells as Kaggle's files have them.
 *
 * @param rows cells under {@link Columns#KAGGLE}
 */
record CsvTable(List<List<String>> rows) {
  private static final long FROM_SECONDS = 1_577_836_800L; // 2020
  private static final int SPAN_SECONDS = 5 * 365 * 86_400;
  private static final int CARDS = 5;
  private static final long FIRST_CARD = 9_990_002_610_177_300L;
  private static final int MOST_MINOR = 500_000;
  private static final List<String> NAMES =
      List.of(
          "O'Brien & Parker",
          "Fleming, Higgins and O'Brien",
          "Say \"cheese\"",
          "A|B",
          "Café; Bar",
          "Łódź",
          "漢字かな",
          "Новое 🍕",
          "שלום",
          "5\" Pizza",
          "=1+1",
          "tab less");
  private static final List<String> CATEGORIES =
      List.of("grocery_pos", "shopping_net", "home", "gas_transport", "misc_net");

  CsvTable {
    rows = List.copyOf(rows);
  }

  /**
   * A table; the first row's dates can be read in one way only, whatever the order of day and
   * month.
   */
  static CsvTable random(SplittableRandom random, int count) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(random, i));
    }
    return new CsvTable(rows);
  }

  private static List<String> row(SplittableRandom random, int number) {
    long seconds = FROM_SECONDS + random.nextInt(SPAN_SECONDS);
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    LocalDate birth = LocalDate.of(1930 + random.nextInt(70), 1 + random.nextInt(12), 13);
    // The first row tells the order of day and month.
    LocalDateTime told = number == 0 ? time.withDayOfMonth(13 + random.nextInt(16)) : time;
    return List.of(
        told.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)),
        String.valueOf(FIRST_CARD + random.nextInt(CARDS)),
        "fraud_" + name(random),
        pick(random, CATEGORIES),
        decimal(1 + random.nextInt(MOST_MINOR), 2),
        name(random),
        name(random),
        pick(random, List.of("F", "M", "")),
        name(random),
        name(random),
        pick(random, List.of("KY", "MS", "North Carolina")),
        String.format(Locale.ROOT, "%05d", random.nextInt(100_000)),
        decimal(random.nextInt(-900_000, 900_000), 4),
        decimal(random.nextInt(-1_800_000, 1_800_000), 4),
        String.valueOf(random.nextInt(2_000_000)),
        name(random),
        birth.plusDays(number == 0 ? random.nextInt(16) : random.nextInt(300)).toString(),
        "t" + number,
        String.valueOf(seconds),
        decimal(random.nextInt(-90_000_000, 90_000_000), 6),
        decimal(random.nextInt(-180_000_000, 180_000_000), 6),
        String.valueOf(random.nextInt(2)));
  }

  private static String decimal(long value, int scale) {
    return java.math.BigDecimal.valueOf(value, scale).toPlainString();
  }

  private static String name(SplittableRandom random) {
    return pick(random, NAMES);
  }

  static <T> T pick(SplittableRandom random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
