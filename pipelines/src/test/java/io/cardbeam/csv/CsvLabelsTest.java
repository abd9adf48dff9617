package io.cardbeam.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLabelsTest {
  private static final String HEADER = String.join(",", Columns.KAGGLE);

  private final List<String> labels = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();
  private final CsvLabels reader = new CsvLabels(ColumnsFile.NONE, () -> ReadFile.TOKENIZER);

  private static String row(String card, String amount, String id, String label) {
    return "2020-03-01 09:00:00,"
        + card
        + ",\"Shoes, Ltd\",shopping_pos,"
        + amount
        + ",Ann,Lee,F,1 Main St,Akron,OH,44301,41.08,-81.52,190000,Baker,1980-02-29,"
        + id
        + ",1583053200,41.1,-81.5,"
        + label;
  }

  private void read(String... lines) throws Exception {
    reader.read(
        new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)),
        (id, token, card, amountMinor, fraud) -> {
          tokens.add(token);
          labels.add(id + " " + card + " " + amountMinor + " " + fraud);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"\",", "id,"})
  void readsAllLayouts(String leading) throws Exception {
    String index = leading.isEmpty() ? "" : "17,";
    read(
        leading + HEADER,
        index + row("4000000000000002", "12.34", "t-1", "0"),
        "",
        index + row("4000000000000010", "5", "t-2", "1"),
        index + row("4000000000000002", "0.99", "t-3", "1"));
    assertThat(labels).containsExactly("t-1 0 1234 false", "t-2 1 500 true", "t-3 0 99 true");
    assertThat(tokens)
        .containsExactly(
            ReadFile.TOKENIZER.token("4000000000000002"),
            ReadFile.TOKENIZER.token("4000000000000010"),
            ReadFile.TOKENIZER.token("4000000000000002"));
    assertThat(reader.rows()).isEqualTo(3);
    assertThat(reader.invalid()).isZero();
  }

  @Test
  void rowsThatCantBeALabelAreInvalidAndCounted() throws Exception {
    read(
        HEADER,
        row("4000000000000002", "12.34", "t-1", "maybe"),
        row("4000000000000002", "12.34", "t-2", ""),
        row("4000000000000002", "much", "t-3", "0"),
        row("4000000000000002", "12.34", "", "0"),
        row("", "12.34", "t-4", "0"),
        "not,a,row",
        "\"open",
        row("4000000000000002", "12.34", "t-5", "1"));
    assertThat(labels).containsExactly("t-5 0 1234 true");
    assertThat(reader.rows()).isEqualTo(8);
    assertThat(reader.invalid()).isEqualTo(7);
  }

  @Test
  void aFileWithoutAHeaderIsRefused() {
    assertThatThrownBy(() -> read(row("4000000000000002", "12.34", "t-1", "0")))
        .isInstanceOf(BadRowException.class)
        .hasMessageContaining("no header");
  }
}
