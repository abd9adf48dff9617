package io.cardbeam.pipeline.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.pipeline.files.CsvRow;
import io.cardbeam.weblog.HitColumn;
import io.cardbeam.weblog.LocatedHit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.beam.sdk.values.KV;

/**
 * The tables of the unbounded pipeline: hits by day, dead letters, sessions, counts. Each is many
 * files; a key is the name of the table and a number, since one worker gathers the rows of a key.
 */
final class LiveTables {
  private static final String HITS = "hits-";
  private static final char BEFORE_NUMBER = '#';
  private static final char BETWEEN = ' ';
  private static final int SECONDS_A_DAY = 86_400;
  private static final int SECONDS_A_MINUTE = 60;

  /** Keys of hits of a day. */
  private static final int SHARES = 4;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private LiveTables() {}

  /** The key of a hit. */
  static String hits(LocatedHit hit) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(hit.hit().epochSeconds(), SECONDS_A_DAY));
    return HITS + day + BEFORE_NUMBER + Math.floorMod(hit.visitor(), SHARES);
  }

  /** A row, by its key. */
  static KV<String, byte[]> row(String file, int number, String row) {
    String table = file.substring(0, file.length() - ".csv".length());
    return KV.of(table + BEFORE_NUMBER + number, (row.stripTrailing() + "\n").getBytes(UTF_8));
  }

  static KV<String, byte[]> deadLetter(String file, long line, String reason) {
    return lineRow(Tables.DEAD_LETTERS, file, line, reason);
  }

  /** A row of a table that lists lines with a reason. */
  static KV<String, byte[]> lineRow(String table, String file, long line, String reason) {
    return row(table, 0, CsvRow.of(List.of(file, Long.toString(line), reason)));
  }

  /** The name of a key's table. */
  static String table(String key) {
    return key.substring(0, key.indexOf(BEFORE_NUMBER));
  }

  /** The key of a count in a minute, minutes since 1970. */
  static String countKey(long minute, String key) {
    return Long.toString(minute) + BETWEEN + key;
  }

  /** A sum of counts as a row. */
  static KV<String, byte[]> count(String minuteAndKey, Tally tally) {
    int end = minuteAndKey.indexOf(BETWEEN);
    long minute = Long.parseLong(minuteAndKey.substring(0, end));
    String key = minuteAndKey.substring(end + 1);
    Dimension dimension = Counts.dimensionOf(key);
    RowText row = new RowText();
    row.plain(Instant.ofEpochSecond(minute * SECONDS_A_MINUTE).toString());
    if (dimension != Dimension.MINUTE) {
      dimension.columnsOf(Counts.textOf(key)).forEach(row::textOrEmpty);
    }
    for (long figure : new long[] {tally.hits(), tally.bots(), tally.errors(), tally.bytes()}) {
      row.plain(Long.toString(figure));
    }
    return row(dimension.file(), 0, row.toString());
  }

  /** A name for a file of a table, which no other file has. */
  static String newFile(String key) {
    return table(key) + "-" + TIME.format(Instant.now()) + "-" + UUID.randomUUID() + ".csv";
  }

  /** The header of a file, by its name. */
  static String header(String file) {
    if (file.startsWith(HITS)) {
      return HitColumn.names().collect(Collectors.joining(","));
    }
    Optional<Dimension> dimension =
        Arrays.stream(Dimension.values())
            .filter(one -> file.startsWith(stem(one.file())))
            .findFirst();
    List<String> columns = new ArrayList<>();
    if (dimension.isPresent() && dimension.get() != Dimension.MINUTE) {
      columns.add("minute");
    }
    Tables.columns()
        .forEach(
            (name, of) -> {
              if (file.startsWith(stem(name))) {
                columns.addAll(of);
              }
            });
    return String.join(",", columns);
  }

  private static String stem(String file) {
    return file.replace(".csv", "-");
  }
}
