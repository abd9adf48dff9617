package io.cardbeam.bench.fuzz;

import static io.cardbeam.bench.fuzz.CsvTable.pick;

import com.github.luben.zstd.ZstdOutputStream;
import io.cardbeam.csv.Columns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * One of the many ways to write a table as a file, drawn at random. All of them mean the same:
 * order and number of columns, separator, quotes, forms of numbers and dates, line ends, encoding
 * and compression.
 */
final class CsvDress {
  private static final DateTimeFormatter USUAL = pattern("yyyy-MM-dd HH:mm:ss");
  private static final List<String> TIMES =
      List.of(
          "yyyy-MM-dd HH:mm:ss",
          "yyyy-MM-dd'T'HH:mm:ss'Z'",
          "yyyy-MM-dd HH:mm:ss'+00:00'",
          "yyyy-MM-dd HH:mm:ss.SSS",
          "yyyy/M/d H:mm:ss",
          "dd/MM/yyyy HH:mm:ss",
          "MM/dd/yyyy HH:mm:ss",
          "d.M.yyyy H:mm:ss",
          "M-d-yyyy hh:mm:ss a",
          "dd MMM yyyy HH:mm:ss");
  private static final List<String> BIRTHS =
      List.of("yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss", "dd/MM/yyyy", "M/d/yyyy", "d.M.yyyy");

  private final SplittableRandom random;
  private final char separator;
  private final char decimal;
  private final String lineEnd;
  private final DateTimeFormatter times;
  private final DateTimeFormatter births;
  private final int amounts;
  private final int cards;
  private final int quotes;
  private final int extras;
  private final List<Integer> order;

  CsvDress(SplittableRandom random) {
    this.random = random;
    separator = pick(random, List.of(',', ';', '|', '\t'));
    decimal = random.nextInt(4) == 0 ? ',' : '.';
    lineEnd = pick(random, List.of("\n", "\r\n", "\r"));
    times = pattern(pick(random, TIMES));
    births = pattern(pick(random, BIRTHS));
    amounts = random.nextInt(4);
    cards = random.nextInt(4);
    quotes = random.nextInt(3);
    extras = random.nextInt(4);
    order = new ArrayList<>();
    for (int i = 0; i < Columns.KAGGLE.size() + extras; i++) {
      order.add(i);
    }
    if (random.nextBoolean()) {
      Collections.shuffle(order, new Random(random.nextLong()));
    }
  }

  private static DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  /** The table as everybody writes it. */
  static byte[] plain(CsvTable table) {
    StringBuilder text = new StringBuilder(String.join(",", Columns.KAGGLE)).append('\n');
    for (List<String> row : table.rows()) {
      text.append(row.stream().map(cell -> needed(cell, ',')).collect(Collectors.joining(",")));
      text.append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The table in this dress, as text. */
  String text(CsvTable table) {
    StringBuilder text = new StringBuilder();
    if (random.nextInt(8) == 0) {
      text.append("sep=").append(separator).append(lineEnd);
    }
    List<String> header = new ArrayList<>(Columns.KAGGLE);
    for (int i = 0; i < extras; i++) {
      header.add("extra " + i);
    }
    append(text, header);
    for (List<String> row : table.rows()) {
      append(text, dressed(row));
      if (random.nextInt(20) == 0) {
        text.append(lineEnd);
      }
    }
    if (random.nextInt(4) == 0) {
      text.setLength(text.length() - lineEnd.length());
    }
    return text.toString();
  }

  private void append(StringBuilder text, List<String> cells) {
    List<String> ordered = new ArrayList<>();
    for (int index : order) {
      ordered.add(quoted(cells.get(index)));
    }
    text.append(String.join(String.valueOf(separator), ordered)).append(lineEnd);
  }

  private String quoted(String cell) {
    boolean more = quotes == 2 || (quotes == 1 && random.nextInt(3) == 0);
    return more ? '"' + cell.replace("\"", "\"\"") + '"' : needed(cell, separator);
  }

  private static String needed(String cell, char separator) {
    boolean needed =
        cell.indexOf(separator) >= 0
            || cell.startsWith("\"")
            || cell.indexOf('\n') >= 0
            || cell.indexOf('\r') >= 0;
    return needed ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }

  private List<String> dressed(List<String> row) {
    List<String> cells = new ArrayList<>(row);
    set(cells, "trans_date_trans_time", LocalDateTime.parse(row.get(0), USUAL).format(times));
    set(cells, "dob", LocalDate.parse(get(row, "dob")).atStartOfDay().format(births));
    set(cells, "amt", amount(get(row, "amt")));
    set(cells, "cc_num", card(get(row, "cc_num")));
    for (String column : List.of("lat", "long", "merch_lat", "merch_long")) {
      set(cells, column, get(row, column).replace('.', decimal));
    }
    if (random.nextBoolean()) {
      set(cells, "city_pop", get(row, "city_pop") + decimal + "0");
    }
    if (random.nextBoolean()) {
      set(cells, "is_fraud", get(row, "is_fraud").equals("1") ? "True" : "No");
    }
    for (int i = 0; i < extras; i++) {
      cells.add(extra());
    }
    return cells;
  }

  private static String get(List<String> row, String column) {
    return row.get(Columns.KAGGLE.indexOf(column));
  }

  private static void set(List<String> row, String column, String value) {
    row.set(Columns.KAGGLE.indexOf(column), value);
  }

  private String amount(String plain) {
    String whole = plain.substring(0, plain.length() - 3);
    String cents = plain.substring(plain.length() - 2);
    char group = decimal == '.' ? ',' : '.';
    return switch (amounts) {
      case 1 -> "$" + whole + decimal + cents;
      case 2 -> whole.replaceAll("(?<=\\d)(?=(\\d{3})+$)", String.valueOf(group)) + decimal + cents;
      case 3 -> whole + decimal + cents + "00000000000" + random.nextInt(10);
      default -> whole + decimal + cents;
    };
  }

  private String card(String digits) {
    return switch (cards) {
      case 1 -> digits + decimal + "0";
      case 2 -> digits.replaceAll("(\\d{4})(?=\\d)", "$1 ");
      case 3 -> digits.replaceAll("(\\d{4})(?=\\d)", "$1-");
      default -> digits;
    };
  }

  private String extra() {
    return pick(
        random,
        List.of(
            "", "x", "1,5", "two\nlines", "a \"quoted\" word", "one" + separator + "two", "🍣"));
  }

  /** Text as bytes in one of the encodings that are told by content, maybe compressed. */
  byte[] bytes(String text) {
    Charset charset =
        pick(
            random,
            List.of(
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE));
    return packed(((random.nextBoolean() ? "\uFEFF" : "") + text).getBytes(charset));
  }

  private byte[] packed(byte[] bytes) {
    try {
      return switch (random.nextInt(6)) {
        case 0 -> gzip(bytes);
        case 1 -> zstd(bytes);
        case 2 -> {
          int cut = random.nextInt(bytes.length + 1);
          yield joined(
              gzip(Arrays.copyOf(bytes, cut)), gzip(Arrays.copyOfRange(bytes, cut, bytes.length)));
        }
        case 3 -> {
          int cut = random.nextInt(bytes.length + 1);
          yield joined(
              zstd(Arrays.copyOf(bytes, cut)), zstd(Arrays.copyOfRange(bytes, cut, bytes.length)));
        }
        default -> bytes;
      };
    } catch (IOException impossible) {
      throw new IllegalStateException("memory can't be written", impossible);
    }
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] zstd(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream zstd = new ZstdOutputStream(out)) {
      zstd.write(bytes);
    }
    return out.toByteArray();
  }
}
