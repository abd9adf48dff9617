package io.cardbeam.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.event.AuthorizationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsFileTest {
  private static final String HEADER = "when,which,where,what,how much,ref\n";
  private static final String ROW = "2025-03-01 10:00:00,4000001234567890,Shop,food,12.50,A1\n";
  private static final String COLUMNS =
      """
      # a bank's own export
      time = When
      card = which
      merchant = where
      category = what
      amount = how much
      currency = "EUR"
      transaction = ref
      country = "DE"
      """;

  @Test
  void aFieldIsAColumnOrAConstant() {
    AuthorizationRequest request = ReadFile.of(HEADER + ROW, COLUMNS).requests().get(0);
    assertThat(request.getRequestId()).isEqualTo("A1");
    assertThat(request.getMerchantName()).isEqualTo("Shop");
    assertThat(request.getCurrency()).isEqualTo("EUR");
    assertThat(request.getAmountMinor()).isEqualTo(1250);
  }

  @Test
  void aFieldThatIsNotNamedIsLookedForByTheKnownNames() {
    String file = HEADER.replace("ref", "trans_num") + ROW;
    assertThat(
            ReadFile.of(file, COLUMNS.replace("transaction = ref\n", ""))
                .requests()
                .get(0)
                .getRequestId())
        .isEqualTo("A1");
    assertThat(ReadFile.of(file, COLUMNS.replace("= ref", "=")).requests().get(0).getRequestId())
        .hasSize(32);
  }

  @Test
  void whatALayoutHasForEveryRowIsNotTakenIfItIsNotToBeRead() {
    String kaggle =
        """
        trans_date_trans_time,cc_num,merchant,category,amt,city
        2025-03-01 10:00:00,9990002610177304,Shop,misc,12.50,Dover
        """;
    assertThat(country(kaggle, "")).isEqualTo("US");
    assertThat(country(kaggle, "country = \"DE\"")).isEqualTo("DE");
    assertThat(country(kaggle, "country =")).isEqualTo("ZZ");
  }

  private static String country(String file, String columns) {
    return ReadFile.of(file, columns).updates().get(0).getCardholder().getCountry();
  }

  @Test
  void cardsMayHaveIdsAndNumericIdsAreHashed() {
    String row = ROW.replace("4000001234567890", "C-17").replace("A1", "4000001234567899");
    ReadFile read =
        ReadFile.of(
            HEADER + row, COLUMNS + "card-type = id\nnumeric-ids = transaction, merchant\n");
    AuthorizationRequest request = read.requests().get(0);
    assertThat(request.getCardToken()).isEqualTo(ReadFile.TOKENIZER.token("C-17"));
    assertThat(request.getRequestId()).startsWith("t").doesNotContain("4000001234567899");
    assertThat(read.updates().get(0).getLastFour()).isEmpty();
  }

  @Test
  void aColumnThatIsNotThereIsNamed() {
    assertThat(ReadFile.of(HEADER + ROW, COLUMNS.replace("= where", "= shop")).reasons())
        .singleElement()
        .asString()
        .contains("no column 'shop', which columns.txt gives for merchant")
        .contains("'when', 'which'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "amt = x|line 1: not one of time, date",
        "time|line 1",
        "currency = \"Euro\"|line 1: currency can't be \"Euro\" in every row: give an ISO 4217 code",
        "card = \"1\"|line 1: card can't be",
        "separator = ab|line 1: separator is one character",
        "encoding = klingon|line 1: encoding 'klingon' is not known",
        "decimal-sign = x|line 1: decimal-sign is one of . ,",
        "day-first = maybe|line 1: day-first is one of yes no",
        "date-format = bb/QQQQQQ|line 1: date-format",
        "card-type = plastic|line 1: card-type is one of number id",
        "numeric-ids = amount|line 1: numeric-ids is merchant, transaction",
      })
  void anErrorNamesItsLineAndWhatIsTaken(String line, String message) {
    assertThatThrownBy(() -> ColumnsFile.parse("columns.txt", line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("columns.txt ")
        .hasMessageContaining(message);
    assertThatThrownBy(() -> ColumnsFile.parse("columns.txt", "# first\n\n" + line))
        .hasMessageContaining(" line 3: ");
  }

  @Test
  void aFieldIsNamedOnce() {
    assertThatThrownBy(() -> ColumnsFile.parse("columns.txt", "time = a\ntime = b\n"))
        .hasMessage("columns.txt line 2: time comes twice");
  }
}
