package io.cardbeam.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelimitedRowsTest {
  private static DelimitedRows open(String text) throws IOException, BadRowException {
    return DelimitedRows.open(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), FormOptions.NONE);
  }

  /** Each row as its line and its fields, or the code why it has none. */
  private static List<String> read(DelimitedRows rows) throws IOException {
    List<String> read = new ArrayList<>();
    for (Optional<RawRow> row = rows.next(); row.isPresent(); row = rows.next()) {
      read.add(row.get().line() + " " + fieldsOf(row.get()));
    }
    return read;
  }

  private static String fieldsOf(RawRow row) {
    try {
      return row.fields().toString();
    } catch (BadRowException e) {
      return e.code();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "|", "\t"})
  void tellsTheSeparatorWhateverElseIsInTheFields(String separator) throws Exception {
    String others = ",;|\t".replace(separator, "");
    String text =
        String.join(separator, "a", "b" + others, "c")
            + "\n"
            + String.join(separator, "1", "x,y;z|w".replace(separator, ""), "3")
            + "\n"
            + String.join(separator, "4", "\"q" + separator + "\"\"r\"\"\"", "6");
    try (DelimitedRows rows = open(text)) {
      assertThat(rows.separator()).isEqualTo(separator.charAt(0));
      assertThat(rows.header()).containsExactly("a", ("b" + others).strip(), "c");
      assertThat(read(rows).get(1)).isEqualTo("3 [4, q" + separator + "\"r\", 6]");
    }
  }

  @Test
  void takesALineThatNamesTheSeparator() throws Exception {
    try (DelimitedRows rows = open("\uFEFFsep=;\r\na,x;b\r\n1,5;2\r\n")) {
      assertThat(rows.header()).containsExactly("a,x", "b");
      assertThat(read(rows)).containsExactly("3 [1,5, 2]");
    }
  }

  @Test
  void aQuotedFieldMayHaveLineBreaks() throws Exception {
    try (DelimitedRows rows = open("a,b,c\n1,\"two\r\n\nlines, \"\"quoted\"\"\",3\n4,5,6\n")) {
      assertThat(read(rows)).containsExactly("2 [1, two\n\nlines, \"quoted\", 3]", "5 [4, 5, 6]");
    }
  }

  @Test
  void aQuoteThatIsNeverClosedCostsItsLine() throws Exception {
    String text = "a,b,c\n1,\"open,3\n4,5,6\n\"7\",\"8\",\"9\"\n10,\"open\n11,12,13\n14,\"open,";
    try (DelimitedRows rows = open(text)) {
      assertThat(read(rows))
          .containsExactly(
              "2 OPEN_QUOTE",
              "3 [4, 5, 6]",
              "4 [7, 8, 9]",
              "5 OPEN_QUOTE",
              "6 [11, 12, 13]",
              "7 OPEN_QUOTE");
    }
  }

  @Test
  void aQuoteWithinAFieldIsACharacter() throws Exception {
    try (DelimitedRows rows = open("a,b\n5\" pipe,1\n\"x\"y,2\n")) {
      assertThat(read(rows)).containsExactly("2 [5\" pipe, 1]", "3 BAD_QUOTE");
    }
  }

  @Test
  void aRowOfAnotherWidthSaysBothWidths() throws Exception {
    try (DelimitedRows rows = open("a,b\n1\n")) {
      RawRow row = rows.next().orElseThrow();
      assertThatThrownBy(row::fields).hasMessage("row has 1 fields where its header has 2");
    }
  }

  @Test
  void aFileWithoutAHeaderIsRefused() {
    for (String text : List.of("", "\n\n  \n", "sep=;\n")) {
      assertThatThrownBy(() -> open(text))
          .isInstanceOf(BadRowException.class)
          .hasMessage("file has no header: it is empty");
    }
    assertThatThrownBy(() -> open("a,\"b\n1,2\n")).hasMessageContaining("first line is no header");
    assertThatThrownBy(() -> open(",".repeat(DelimitedRows.MOST_COLUMNS)))
        .hasMessage("header has 1001 columns, above 1000");
  }

  @Test
  void rowsThatWereLookedAtAreStillGiven() throws Exception {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < DelimitedRows.MOST_ROWS_AHEAD + 5; i++) {
      text.append(i).append(",x\n");
    }
    try (DelimitedRows rows = open(text.toString())) {
      List<Long> seen = new ArrayList<>();
      assertThat(rows.lookAhead(row -> seen.add(row.line()))).isFalse();
      assertThat(seen).hasSize(DelimitedRows.MOST_ROWS_AHEAD);
      assertThat(read(rows)).hasSize(DelimitedRows.MOST_ROWS_AHEAD + 5);
    }
    try (DelimitedRows rows = open("a,b\n1,2\n")) {
      assertThat(rows.lookAhead(row -> {})).isTrue();
      assertThat(read(rows)).containsExactly("2 [1, 2]");
    }
  }

  @Test
  void rowsBeforeDamageAreGivenAndTheCutOneIsNot() throws Exception {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < 50_000; i++) {
      text.append(i).append(',').append(i * 7919 % 10_007).append('\n');
    }
    byte[] whole = Packing.GZIP.pack(text.toString().getBytes(StandardCharsets.UTF_8));
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);
    List<RawRow> given = new ArrayList<>();
    try (DelimitedRows rows = DelimitedRows.open(new ByteArrayInputStream(cut), FormOptions.NONE)) {
      rows.lookAhead(row -> {});
      assertThatThrownBy(
              () -> {
                while (true) {
                  given.add(rows.next().orElseThrow());
                }
              })
          .isInstanceOf(DamagedFileException.class);
    }
    assertThat(given).hasSizeBetween(1_000, 49_000);
    for (RawRow row : given) {
      int i = Integer.parseInt(row.fields().get(0));
      assertThat(row.text()).isEqualTo(i + "," + i * 7919 % 10_007);
    }
  }
}
