package io.cardbeam.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.DeadLetter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What lies a year after 99.9 % of a file's times is refused, and nothing else. */
class TimeLimitTest {
  private static final Instant START = Instant.parse("2019-01-01T00:00:00Z");
  private static final Instant WRONG = Instant.parse("2091-06-07T08:09:00Z");
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir private Path folder = Path.of("");

  /** The ways in which a file tells its times. */
  enum Layout {
    FIRST_COLUMN("trans_date_trans_time,cc_num,merchant,category,amt") {
      @Override
      String row(String time, String merchant) {
        return usual(time) + ",9990002610177304," + merchant + ",home,1.25";
      }
    },
    LAST_COLUMN("cc_num;merchant;category;amt;trans_date_trans_time") {
      @Override
      String row(String time, String merchant) {
        return "9990002610177304;" + merchant + ";home;1.25;\"" + usual(time) + '"';
      }
    },
    DAY_FIRST("cc_num,trans_date_trans_time,merchant,category,amt") {
      @Override
      String row(String time, String merchant) {
        return "9990002610177304," + in("dd/MM/uuuu HH:mm", time) + "," + merchant + ",home,1.25";
      }
    },
    WITH_ZONE("cc_num,trans_date_trans_time,merchant,category,amt") {
      @Override
      String row(String time, String merchant) {
        return "9990002610177304," + time.replace("Z", "+00:00") + "," + merchant + ",home,1.25";
      }
    },
    DATE_AND_TIME_APART("trans_time|cc_num|trans_date|merchant|category|amt") {
      @Override
      String row(String time, String merchant) {
        return in("HH:mm:ss", time)
            + "|9990002610177304|"
            + in("uuuu-MM-dd", time)
            + "|"
            + merchant
            + "|home|1.25";
      }
    },
    TABFORMER("User,Card,Year,Month,Day,Time,Amount,Use Chip,Merchant Name,MCC") {
      @Override
      String row(String time, String merchant) {
        return "0,1,"
            + in("uuuu,M,d,HH:mm", time)
            + ",$1.25,Swipe Transaction,"
            + (merchant.isEmpty() ? "" : "35272132461278")
            + ",5300";
      }
    };

    private final String header;

    Layout(String header) {
      this.header = header;
    }

    abstract String row(String time, String merchant);

    static String usual(String time) {
      return in("uuuu-MM-dd HH:mm:ss", time);
    }

    static String in(String pattern, String time) {
      return time.isEmpty()
          ? "when?" + ",".repeat((int) pattern.chars().filter(c -> c == ',').count())
          : DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
              .withZone(ZoneOffset.UTC)
              .format(Instant.parse(time));
    }

    String text(List<Row> rows) {
      StringBuilder text = new StringBuilder(header).append('\n');
      rows.forEach(row -> text.append(row(row.time, row.merchant)).append('\n'));
      return text.toString();
    }
  }

  /**
   * A row.
   *
   * @param time as ISO has it; empty where it can't be read
   * @param merchant empty where the row can't be taken for want of it
   */
  record Row(String time, String merchant) {
    static Row at(Instant time) {
      return new Row(time.toString(), "Shop");
    }
  }

  /** The rule in its plainest form: all times in a list, sorted. */
  private record Model(List<Row> rows) {
    Instant end() {
      List<Instant> hours =
          rows.stream()
              .filter(row -> !row.time.isEmpty())
              .map(row -> Instant.parse(row.time).truncatedTo(ChronoUnit.HOURS))
              .sorted()
              .toList();
      return hours.get((hours.size() * 999 + 999) / 1_000 - 1).plus(YEAR).plus(1, ChronoUnit.HOURS);
    }

    List<Instant> taken() {
      Instant end = end();
      return rows.stream()
          .filter(row -> !row.time.isEmpty() && !row.merchant.isEmpty())
          .map(row -> Instant.parse(row.time))
          .filter(time -> time.isBefore(end))
          .toList();
    }

    List<String> letters() {
      Instant end = end();
      List<String> letters = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        Row row = rows.get(i);
        String code =
            row.time.isEmpty()
                ? "BAD_TIME"
                : !Instant.parse(row.time).isBefore(end)
                    ? "FROM_THE_FUTURE"
                    : row.merchant.isEmpty() ? "NO_MERCHANT" : "";
        if (!code.isEmpty()) {
          letters.add(i + 2 + " " + code);
        }
      }
      return letters;
    }
  }

  private static List<Row> rows(Random random) {
    int count = 900 + random.nextInt(1_700);
    // Long enough for a day that can be no month, else days first are ambiguous.
    long spanMinutes = TimeUnit.DAYS.toMinutes(40 + random.nextInt(1_200));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(Row.at(START.plus(random.nextLong(spanMinutes), ChronoUnit.MINUTES)));
    }
    for (int left = random.nextInt(5); left > 0; left--) {
      // From just before the limit to decades after it, and every third exactly around it.
      Instant end = new Model(rows).end();
      Instant late =
          random.nextInt(3) == 0
              ? end.plus(random.nextInt(3) - 1, ChronoUnit.MINUTES)
              : START.plus(random.nextInt(70 * 365), ChronoUnit.DAYS);
      rows.set(random.nextInt(count), new Row(late.toString(), random.nextBoolean() ? "Shop" : ""));
    }
    for (int left = random.nextInt(9); left > 0; left--) {
      rows.set(random.nextInt(count), new Row("", "Shop"));
    }
    return rows;
  }

  private static List<Instant> times(ReadFile read) {
    return read.requests().stream().map(AuthorizationRequest::getEventTime).toList();
  }

  private static List<String> letters(ReadFile read) {
    return read.letters().stream().map(l -> l.getPosition() + " " + l.getCode()).toList();
  }

  private ReadFile file(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("rows"), bytes);
    ReadFile read = new ReadFile();
    try (RowSource rows = RowFiles.open(file, FormOptions.NONE)) {
      new CsvFile("rows", ReadFile.TOKENIZER, FileReading.WHOLE).read(rows, read);
    }
    return read;
  }

  @Property(tries = 150)
  void takesWhatIsNotAYearAfterThePercentileOfAllTimes(
      @ForAll Random random, @ForAll Layout layout) {
    List<Row> rows = rows(random);
    Model model = new Model(rows);
    ReadFile read = ReadFile.of(layout.text(rows));
    assertThat(letters(read)).isEqualTo(model.letters());
    assertThat(times(read)).isEqualTo(model.taken());
  }

  static Stream<Arguments> places() {
    return Arrays.stream(Layout.values())
        .flatMap(layout -> Stream.of(0, 600, 1_199).map(at -> Arguments.of(layout, at)));
  }

  @ParameterizedTest(name = "{0}, row {1}")
  @MethodSource("places")
  void aRowOfTheFutureIsRefusedWhereverItStandsAndTheOthersAreTaken(Layout layout, int at)
      throws IOException {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      rows.add(Row.at(i == at ? WRONG : START.plus(i, ChronoUnit.HOURS)));
    }
    byte[] text = layout.text(rows).getBytes(StandardCharsets.UTF_8);
    Model model = new Model(rows);
    List<Instant> others = model.taken();
    assertThat(others).hasSize(1_199);
    List<byte[]> files = new ArrayList<>(List.of(text));
    for (Packing packing : Packing.values()) {
      files.add(packing.pack(text));
    }
    for (byte[] bytes : files) {
      ReadFile read = file(bytes);
      assertThat(times(read)).isEqualTo(others);
      assertThat(read.letters()).hasSize(1);
      DeadLetter letter = read.letters().get(0);
      assertThat(letter.getPosition()).isEqualTo(at + 2L);
      assertThat(letter.getReason())
          .startsWith(
              "event time 2091-06-07T08:09:00Z lies more than 365 days after 99.9 % of the file's"
                  + " times; it must be before "
                  + model.end());
    }
  }

  @ParameterizedTest(name = "{0} rows, {1} of them in the future: {2} refused")
  @CsvSource({"999, 1, 0", "1000, 1, 1", "1000, 2, 0", "1999, 2, 0", "2000, 2, 2", "5000, 5, 5"})
  void oneRowInAThousandMayBeRefused(int count, int wrong, int refused) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(Row.at(i % 2 == 0 && i / 2 < wrong ? WRONG : START));
    }
    assertThat(ReadFile.of(Layout.FIRST_COLUMN.text(rows)).letters()).hasSize(refused);
  }

  /** More rows than are kept in memory, over two years and in their order. */
  private static List<Row> longFile(Set<Integer> wrong) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < DelimitedRows.MOST_ROWS_AHEAD + 2_000; i++) {
      rows.add(Row.at(wrong.contains(i) ? WRONG : START.plus(10L * i, ChronoUnit.MINUTES)));
    }
    return rows;
  }

  @Test
  void theRowsAfterThoseThatAreKeptCountToo() throws IOException {
    int last = DelimitedRows.MOST_ROWS_AHEAD + 1_999;
    Set<Integer> wrong = new TreeSet<>(List.of(0, 50_000, 100_000, last));
    String text = Layout.FIRST_COLUMN.text(longFile(wrong));
    ReadFile read = file(Packing.ZSTD.pack(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(letters(read))
        .isEqualTo(wrong.stream().map(at -> at + 2 + " FROM_THE_FUTURE").toList());
    assertThat(read.requests()).hasSize(last + 1 - wrong.size());
  }

  @Test
  void aStreamThatIsReadOnceHasNoLimitIfItIsLongerThanWhatIsKept() {
    // Its first 100,000 rows end a year and more before its last: they would refuse good ones.
    String text = Layout.FIRST_COLUMN.text(longFile(Set.of(3)));
    assertThat(ReadFile.of(text).letters()).isEmpty();
  }

  @Test
  void ofAFileThatBreaksOffTheTimesBeforeCount() throws IOException {
    List<Row> rows = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 3_000; i++) {
      rows.add(Row.at(i == 0 ? WRONG : START.plus(random.nextInt(1_000_000), ChronoUnit.MINUTES)));
    }
    byte[] whole =
        Packing.GZIP.pack(Layout.FIRST_COLUMN.text(rows).getBytes(StandardCharsets.UTF_8));
    ReadFile read = file(Arrays.copyOf(whole, whole.length * 3 / 4));
    assertThat(read.letters())
        .extracting(DeadLetter::getCode)
        .containsExactly("FROM_THE_FUTURE", DamagedFileException.CODE);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void thePreviewSaysHowManyRowsAreRefusedAndWhy(Layout layout) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 2_400; i++) {
      rows.add(Row.at(i == 1 || i == 2_000 ? WRONG : START.plus(i, ChronoUnit.HOURS)));
    }
    Path file = Files.writeString(folder.resolve("rows.csv"), layout.text(rows));
    FilePreview preview = FilePreview.of(file, ColumnsFile.NONE);
    assertThat(preview.limit().later()).isEqualTo(2);
    assertThat(Instant.ofEpochMilli(preview.limit().endMillis())).isEqualTo(new Model(rows).end());
    assertThat(preview.rows().get(0).refused()).isEmpty();
    assertThat(preview.rows().get(1).refused().orElse("")).contains("FROM_THE_FUTURE");
  }
}
