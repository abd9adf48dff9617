package io.cardbeam.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvRowParserTest {
  private static final String HEADER = String.join(",", Columns.KAGGLE);
  private static final List<String> GOOD =
      List.of(
          "2020-06-21 12:14:25",
          "4000001234567890",
          "\"fraud_Sand, Lake and Hill\"",
          "grocery_pos",
          "107.2",
          "Ada",
          "Berg",
          "F",
          "1 Elm Street",
          "Dover",
          "DE",
          "01990",
          "39.15",
          "-75.52",
          "39403",
          "\"Surveyor, land\"",
          "1980-02-29",
          "abc123",
          "1371816865",
          "39.5",
          "-75.25",
          "0");

  @Test
  void readsEveryColumnButTheLabel() throws BadRowException {
    CsvRow row = parse(HEADER, String.join(",", GOOD));
    assertThat(row.eventTimeMillis())
        .isEqualTo(Instant.parse("2020-06-21T12:14:25Z").toEpochMilli());
    assertThat(row.cardToken()).isEqualTo(ReadFile.TOKENIZER.token("4000001234567890")).hasSize(22);
    assertThat(row.lastFour()).isEqualTo("7890");
    assertThat(row.merchantName()).isEqualTo("Sand, Lake and Hill");
    assertThat(row.category()).isEqualTo("grocery_pos");
    assertThat(row.amountMinor()).isEqualTo(10_720);
    assertThat(row.transactionNumber()).isEqualTo("abc123");
    assertThat(row.merchantLatitude()).isEqualTo(39.5);
    assertThat(row.merchantLongitude()).isEqualTo(-75.25);
    assertThat(row.cardholder().getPostalCode()).isEqualTo("01990");
    assertThat(row.cardholder().getJob()).isEqualTo("Surveyor, land");
    assertThat(row.cardholder().getBirthDate()).isEqualTo(LocalDate.of(1980, 2, 29));
    for (String label : List.of("0", "1", "", "nonsense")) {
      assertThat(parse(HEADER, with(21, label))).isEqualTo(row);
    }
    assertThat(row.fraud()).isEmpty();
  }

  @Test
  void readsTheLabelWhereItIsAskedFor() throws BadRowException {
    assertThat(label("0")).isFalse();
    assertThat(label("1")).isTrue();
    assertThatThrownBy(() -> label("maybe"))
        .isInstanceOf(BadRowException.class)
        .hasMessageContaining("is_fraud 'maybe' is not 0 or 1");
  }

  @Test
  void takesTheThreeLayoutsAndAByteOrderMark() throws BadRowException {
    CsvRow expected = parse(HEADER, String.join(",", GOOD));
    String quotedHeader =
        Columns.KAGGLE.stream().map(c -> '"' + c + '"').collect(Collectors.joining(","));
    assertThat(parse("," + HEADER, "7," + String.join(",", GOOD))).isEqualTo(expected);
    assertThat(parse("\"id\"," + quotedHeader, "7," + String.join(",", GOOD))).isEqualTo(expected);
    assertThat(parse("\uFEFF" + HEADER, String.join(",", GOOD))).isEqualTo(expected);
  }

  @Test
  void keepsAMerchantNameWithoutKagglesPrefix() throws BadRowException {
    assertThat(parse(HEADER, with(2, "Kirlin and Sons")).merchantName())
        .isEqualTo("Kirlin and Sons");
  }

  @ParameterizedTest
  @CsvSource({
    "12,1200",
    "5.,500",
    "12.3,1230",
    "12.34,1234",
    "0.01,1",
    "12.3400,1234",
    "1000000,100000000"
  })
  void readsDollarsAsCents(String amount, Long cents) throws BadRowException {
    if (cents == null) {
      assertThatThrownBy(() -> parse(HEADER, with(4, amount))).isInstanceOf(BadRowException.class);
    } else {
      assertThat(parse(HEADER, with(4, amount)).amountMinor()).isEqualTo(cents);
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "0|2020-06-21|BAD_TIME",
        "0|2020-02-30 10:00:00|BAD_TIME",
        "0|2020-06-21 24:00:00|BAD_TIME",
        "0|1066-06-21 10:00:00|BAD_TIME",
        "0|yesterday at about 9|BAD_TIME",
        "1|``|NO_CARD",
        "1|4000-1234|BAD_CARD",
        "1|1234567890|BAD_CARD",
        "1|4.00E+15|CARD_ROUNDED",
        "2|``|NO_MERCHANT",
        "3|``|NO_CATEGORY",
        "4|``|BAD_AMOUNT",
        "4|-5.00|REFUND",
        "4|0|BAD_AMOUNT",
        "4|12.345|BAD_AMOUNT",
        "4|1e3|BAD_AMOUNT",
        "4|NaN|BAD_AMOUNT",
        "4|99999999999999999999|BAD_AMOUNT",
        "12|91|BAD_COORDINATE",
        "13|north|BAD_COORDINATE",
        "14|many|BAD_NUMBER",
        "16|1980-13-01|BAD_BIRTH_DATE",
        "17|``|NO_TRANSACTION",
        "19|NaN|BAD_COORDINATE",
        "20|-180.5|BAD_COORDINATE",
        "20|0,0|BAD_WIDTH",
        "8|`\"open`|OPEN_QUOTE",
      })
  void refusesARowAndSaysWhy(int column, String value, String code) {
    assertThatThrownBy(() -> parse(HEADER, with(column, value)))
        .asInstanceOf(InstanceOfAssertFactories.type(BadRowException.class))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.reason()).isNotBlank().doesNotContainPattern("\\d{11}");
            });
  }

  @Test
  void namesTheFirstFieldThatHasNoColumnAndTheColumnsThatThereAre() {
    assertThatThrownBy(() -> parse(HEADER.replace("amt", "amount"), ""))
        .hasMessageContaining("no column amt (amount)")
        .hasMessageContaining("'category', 'amount', 'first'")
        .hasMessageContaining("--columns");
    assertThatThrownBy(() -> parse("x", ""))
        .hasMessageContaining("no header")
        .hasMessageContaining("trans_date_trans_time (time)");
  }

  @Test
  void aHeaderThatIsARowIsShownWithoutItsCardNumber() {
    assertThatThrownBy(() -> parse(String.join(",", GOOD), ""))
        .hasMessageContaining("no header")
        .hasMessageNotContaining("4000001234567890");
  }

  @Test
  void aColumnThatIsReadMustNotComeTwice() throws BadRowException {
    assertThatThrownBy(() -> parse(HEADER + ",amt", String.join(",", GOOD) + ",1"))
        .hasMessageContaining("column 'amt' comes twice");
    assertThat(parse("x,x," + HEADER, "1,2," + String.join(",", GOOD)))
        .isEqualTo(parse(HEADER, String.join(",", GOOD)));
  }

  private static String with(int column, String value) {
    String[] fields = GOOD.toArray(String[]::new);
    fields[column] = value;
    return Arrays.stream(fields).collect(Collectors.joining(","));
  }

  /** Takes something of the row of a file. */
  private interface Taking<T> {
    T of(CsvRowParser parser, List<String> cells) throws BadRowException;
  }

  private static CsvRow parse(String header, String line) throws BadRowException {
    return take(header, line, CsvRowParser::parse);
  }

  private static boolean label(String label) throws BadRowException {
    return take(HEADER, with(21, label), CsvRowParser::isFraud);
  }

  private static <T> T take(String header, String line, Taking<T> taking) throws BadRowException {
    byte[] file = (header + "\n" + line + "\n").getBytes(StandardCharsets.UTF_8);
    try (RowSource rows = RowFiles.of(new ByteArrayInputStream(file), FormOptions.NONE)) {
      Columns columns = Columns.of(rows.header(), ColumnsFile.NONE);
      assertThat(rows.next()).isTrue();
      return taking.of(new CsvRowParser(columns, ReadFile.TOKENIZER), rows.cells());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
