package io.cardbeam.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.wire.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as pandas, spreadsheets and people write them, from their bytes to events. */
class RowFormsTest {
  private static final String CARD = "9990002610177304";
  private static final List<String> HEADER = Columns.KAGGLE;
  private static final List<String> GOOD =
      List.of(
          "2025-03-01 00:06:23",
          CARD,
          "fraud_O'Brien & Parker",
          "home",
          "11.05",
          "Cynthia",
          "Russell",
          "F",
          "7288 Walnut Street",
          "Lexington",
          "KY",
          "40507",
          "38.0066",
          "-84.4748",
          "322570",
          "Truck driver",
          "1936-02-29",
          "t",
          "1740787583",
          "38.057699",
          "-84.529281",
          "0");

  /** A row with another value in one column, as it would stand in a file. */
  private static String row(String id, String column, String value) {
    List<String> cells = new ArrayList<>(GOOD);
    cells.set(HEADER.indexOf("trans_num"), id);
    if (!column.isEmpty()) {
      cells.set(HEADER.indexOf(column), value);
    }
    return String.join(",", cells.stream().map(RowFormsTest::quoted).toList());
  }

  private static String quoted(String cell) {
    return cell.contains(",") || cell.contains("\"")
        ? '"' + cell.replace("\"", "\"\"") + '"'
        : cell;
  }

  /** The row among good ones, since the file tells the forms. */
  private static ReadFile read(String column, String value) {
    List<String> lines = new ArrayList<>(List.of(String.join(",", HEADER)));
    for (int i = 0; i < 5; i++) {
      lines.add(row("before" + i, "", ""));
    }
    lines.add(row("t", column, value));
    return read(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  private static ReadFile read(byte[] bytes) {
    return read(bytes, FormOptions.NONE);
  }

  private static ReadFile read(byte[] bytes, FormOptions told) {
    ColumnsFile columns = new ColumnsFile("told", Map.of(), Map.of(), told, false, Set.of());
    return ReadFile.of(bytes, FileReading.WHOLE.withColumns(columns));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "amt|107.23000000000002|10723",
        "amt|1,234.50|123450",
        "amt|$12.34|1234",
        "amt|.99|99",
        "amt|5.|500",
      })
  void readsAmounts(String column, String value, long minor) throws IOException {
    assertThat(read(column, value).request("t").getAmountMinor()).isEqualTo(minor);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2025-03-01T10:00:00Z|2025-03-01T10:00:00Z",
        "2025-03-01 10:00:00+00:00|2025-03-01T10:00:00Z",
        "2025-03-01 10:00:00.000|2025-03-01T10:00:00Z",
        "2025-03-01 10:00|2025-03-01T10:00:00Z"
      })
  void readsTimes(String value, Instant time) throws IOException {
    assertThat(read("trans_date_trans_time", value).request("t").getEventTime()).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9990002610177304.0", "9990 0026 1017 7304", "9990-0026-1017-7304"})
  void readsCardNumbersAsTheSameCard(String value) throws IOException {
    assertThat(read("cc_num", value).request("t").getCardToken())
        .isEqualTo(ReadFile.TOKENIZER.token(CARD));
  }

  @ParameterizedTest
  @CsvSource({
    "city_pop,3495.0",
    "zip,28654.0",
    "zip,00123",
    "state,North Carolina",
    "gender,''",
    "dob,1988-03-09 00:00:00",
    "is_fraud,0.0",
    "is_fraud,True",
    "trans_num,=1+1",
    "cc_num,630423337322",
    "cc_num,4992346398065154184",
    "category,🍕 новое",
    "first,Robert'); DROP TABLE x;--"
  })
  void takesWhatIsHarmless(String column, String value) throws IOException {
    ReadFile read = read(column, value);
    assertThat(read.letters()).isEmpty();
    assertThat(read.requests()).hasSize(6);
  }

  @Test
  void keepsNamesAsTheyAreWithoutDirections() throws IOException {
    String name = "é漢字🍣".repeat(50);
    assertThat(read("merchant", "fraud_" + name).request("t").getMerchantName()).isEqualTo(name);
    ReadFile hebrew = read("first", "\u202Eשלום");
    CardUpdate changed = hebrew.events().get(hebrew.events().size() - 2).body(CardUpdate.class);
    assertThat(changed.getCardholder().getFirstName()).isEqualTo("שלום");
    assertThat(read("trans_num", "with space,and \"quote\"").request("with space,and \"quote\""))
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "amt|1e2|BAD_AMOUNT|exponent",
        "amt|-3.00|REFUND|refund",
        "cc_num|2.29116E+15|CARD_ROUNDED|as spreadsheets do",
        "lat|36,0788|BAD_COORDINATE|has a decimal comma, where the file has decimal points",
        "merch_lat|NaN|BAD_COORDINATE|is not a number",
        "merchant|``|NO_MERCHANT|merchant is missing",
        "merchant|fraud_|NO_MERCHANT|merchant is missing",
        "category|``|NO_CATEGORY|category is missing",
        "dob|03/09/1988|BAD_BIRTH_DATE|can be 1988-09-03 or 1988-03-09",
      })
  void refusesWhatCanNotBeOneThing(String column, String value, String code, String reason)
      throws IOException {
    ReadFile read = read(column, value);
    assertThat(read.requests()).hasSize(5);
    assertThat(read.letters()).hasSize(1);
    assertThat(read.letters().get(0).getCode()).isEqualTo(code);
    assertThat(read.letters().get(0).getReason()).contains(reason);
    assertThat(read.letters().get(0).getPosition()).isEqualTo(7);
  }

  @Property(tries = 3_000)
  void anyTextInAnyColumnIsARequestOrADeadLetterOfItsRow(
      @ForAll("columns") String column, @ForAll("texts") String text) throws IOException {
    ReadFile read = read(column, text);
    assertThat(read.requests().size()).isGreaterThanOrEqualTo(5);
    assertThat(read.requests().size() + read.letters().size()).isEqualTo(6);
  }

  @Provide
  Arbitrary<String> columns() {
    return Arbitraries.of(HEADER);
  }

  /** Texts made of what values are made of, and values with a character too many. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<Character> chars =
        Arbitraries.of(
            "0123456789.,-+eEx()$'=:/TZapmCJunUSD \u00A0\u2212\u0663"
                .chars()
                .mapToObj(c -> (char) c)
                .toList());
    Arbitrary<String> made = chars.list().ofMaxSize(20).map(RowFormsTest::joined);
    Arbitrary<String> spoiled =
        Combinators.combine(
                Arbitraries.of(
                    "-84.4748", "9.3e-05", "5e1", "1,234.50", CARD, "2025-03-01 10:00:00"),
                chars,
                Arbitraries.integers().between(0, 19))
            .as(
                (value, c, at) -> {
                  int in = at % (value.length() + 1);
                  return value.substring(0, in) + c + value.substring(in);
                });
    return Arbitraries.oneOf(made, spoiled);
  }

  private static String joined(List<Character> chars) {
    StringBuilder text = new StringBuilder();
    chars.forEach(text::append);
    return text.toString();
  }

  @Test
  void aTextAboveTheLimitIsRefused() throws IOException {
    assertThat(read("job", "x".repeat(5_000)).letters())
        .extracting(DeadLetter::getCode)
        .containsExactly("TOO_LONG");
  }

  @Test
  void theSameFileInAnyFormGivesTheSameEvents() throws IOException {
    List<String> lines = new ArrayList<>(List.of(String.join(",", HEADER)));
    for (int i = 0; i < 30; i++) {
      lines.add(row("t" + i, "merchant", "Café 漢字 🍣" + i % 3));
    }
    String text = String.join("\n", lines) + "\n";
    List<Event> events = read(text.getBytes(StandardCharsets.UTF_8)).events();
    assertThat(events).hasSizeGreaterThan(30);
    for (byte[] other :
        List.of(
            ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8),
            ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE),
            text.getBytes(StandardCharsets.UTF_16LE),
            text.getBytes(StandardCharsets.UTF_16BE),
            text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8),
            text.replace("\n", "\r").getBytes(StandardCharsets.UTF_8),
            text.replace(',', ';').getBytes(StandardCharsets.UTF_8),
            text.replace(',', '|').getBytes(StandardCharsets.UTF_8),
            text.replace(',', '\t').getBytes(StandardCharsets.UTF_8),
            ("sep=;\n" + text.replace(',', ';')).getBytes(StandardCharsets.UTF_8),
            text.replace(',', ';').replace('.', ',').getBytes(StandardCharsets.UTF_8))) {
      assertThat(read(other).letters()).isEmpty();
      assertThat(read(other).events()).isEqualTo(events);
      for (Packing packing : Packing.values()) {
        assertThat(read(packing.pack(other)).events()).isEqualTo(events);
      }
    }
  }

  @Test
  void windows1252IsReadWhereItIsAskedFor() throws IOException {
    byte[] bytes =
        (String.join(",", HEADER) + "\n" + row("t", "merchant", "Café €") + "\n")
            .getBytes("windows-1252");
    assertThat(read(bytes).letters()).extracting(DeadLetter::getCode).containsExactly("BAD_TEXT");
    FormOptions told =
        new FormOptions(null, TextEncoding.named("windows-1252").orElseThrow(), null, null, null);
    assertThat(read(bytes, told).request("t").getMerchantName()).isEqualTo("Café €");
  }

  @Test
  void aFileThatASpreadsheetSavedIsOneMessage(@TempDir Path folder) throws Exception {
    List<String> lines = new ArrayList<>(List.of("\uFEFF" + String.join(",", HEADER)));
    for (int i = 0; i < 40; i++) {
      lines.add(
          row("t" + i, "cc_num", "9.99000E+15")
              .replace("2025-03-01 00:06:23", "01/03/2025 00:06")
              .replace("1936-02-29", "29/02/1936"));
    }
    byte[] bytes = String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
    ReadFile read = read(bytes);
    assertThat(read.events()).isEmpty();
    assertThat(read.letters()).extracting(DeadLetter::getCode).containsExactly("SPREADSHEET");
    Path file = folder.resolve("excel.csv");
    Files.write(file, bytes);
    assertThat(FileCheck.of(file, FileReading.WHOLE))
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .startsWith(
                        "all card numbers were rounded by a spreadsheet, for instance '9.99"));
  }

  @Test
  void datesThatASpreadsheetSavedAreReadByTheOrderOfTheFile() throws IOException {
    String row =
        row("t", "trans_date_trans_time", "01/03/2025 00:06").replace("1936-02-29", "29/02/1936");
    ReadFile read = read((String.join(",", HEADER) + "\n" + row).getBytes(StandardCharsets.UTF_8));
    assertThat(read.request("t").getEventTime()).isEqualTo(Instant.parse("2025-03-01T00:06:00Z"));
  }

  @Test
  void whatTheFirstRowsLeaveOpenIsToldByLaterOnesIfTheFileCanBeOpenedAgain(@TempDir Path folder)
      throws Exception {
    StringBuilder text = new StringBuilder("cc_num,trans_date_trans_time,merchant,category,amt\n");
    int rows = DelimitedRows.MOST_ROWS_AHEAD + 10;
    for (int i = 0; i < rows; i++) {
      text.append(CARD).append(",05/06/2020 10:00,Shop,home,12.5\n");
    }
    text.append(CARD).append(",21/06/2020 10:00,Shop,home,12.5\n");
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    ReadFile pipe = read(bytes);
    assertThat(pipe.letters()).extracting(DeadLetter::getCode).containsExactly("AMBIGUOUS_DATES");
    assertThat(pipe.letters().get(0).getReason()).contains("2020-06-05 or 2020-05-06", "day-first");
    Path file = folder.resolve("later.csv");
    Files.write(file, bytes);
    ReadFile whole = new ReadFile();
    try (RowSource source = RowFiles.open(file, FormOptions.NONE)) {
      new CsvFile("f", ReadFile.TOKENIZER, FileReading.WHOLE).read(source, whole);
    }
    assertThat(whole.letters()).isEmpty();
    assertThat(whole.requests()).hasSize(rows + 1);
    assertThat(whole.requests().get(0).getEventTime())
        .isEqualTo(Instant.parse("2020-06-05T10:00:00Z"));
  }

  @Test
  void aDamagedFileIsADeadLetterAfterTheRowsBeforeIt() throws IOException {
    List<String> lines = new ArrayList<>(List.of(String.join(",", HEADER)));
    for (int i = 0; i < 2_000; i++) {
      lines.add(row("t" + i * 7919 % 10_007, "merchant", "Shop " + i * 31 % 1_009));
    }
    byte[] whole = Packing.GZIP.pack(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    ReadFile read = read(Arrays.copyOf(whole, whole.length / 2));
    assertThat(read.letters()).extracting(DeadLetter::getCode).containsExactly("DAMAGED_FILE");
    assertThat(read.requests()).hasSizeBetween(500, 1_500);
    assertThat(read.letters().get(0).getPosition()).isEqualTo(read.requests().size() + 2);
  }
}
