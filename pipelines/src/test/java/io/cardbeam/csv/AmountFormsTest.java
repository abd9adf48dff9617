package io.cardbeam.csv;

import static io.cardbeam.csv.KnownForms.COMMA;
import static io.cardbeam.csv.KnownForms.POINT;
import static io.cardbeam.csv.KnownForms.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.money.Currencies;
import io.cardbeam.money.Currency;
import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each form of an amount gives the right amount, or the right reason. */
class AmountFormsTest {
  private static final Currency USD = Currencies.active("USD").orElseThrow();
  private static final Currency JPY = Currencies.active("JPY").orElseThrow();
  private static final Currency KWD = Currencies.active("KWD").orElseThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12|1200",
        "12.3|1230",
        "12.34|1234",
        "0.01|1",
        ".99|99",
        "5.|500",
        "12.3400|1234",
        "00012.34|1234",
        "107.23000000000002|10723",
        "107.22999999999999|10723",
        "99.9999999|10000",
        "1,234.50|123450",
        "1,234|123400",
        "1,234,567.8|123456780",
        "12,34,567.89|123456789",
        "1 234.50|123450",
        "1\u00A0234.50|123450",
        "1'234.50|123450",
        "$12.34|1234",
        "$1,234.50|123450",
        "US$ 12.34|1234",
        "USD 12.34|1234",
        "12.34 usd|1234",
        "+12.34|1234",
        "1000000|100000000",
        "999999999999999|99999999999999900",
      })
  void readsAmountsOfAFileWithDecimalPoints(String text, long minor) throws BadRowException {
    assertThat(POINT.amountMinor(text, "amt", USD)).isEqualTo(minor);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12,34|1234",
        ",99|99",
        "5,|500",
        "1.234,50|123450",
        "1.234|123400",
        "1 234,5|123450"
      })
  void readsAmountsOfAFileWithDecimalCommas(String text, long minor) throws BadRowException {
    assertThat(COMMA.amountMinor(text, "amt", USD)).isEqualTo(minor);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|BAD_AMOUNT|amt is missing",
        "much|BAD_AMOUNT|amt 'much' is not a number",
        ".|BAD_AMOUNT|amt '.' is not a number",
        "NaN|BAD_AMOUNT|amt 'NaN' is not a number",
        "inf|BAD_AMOUNT|amt 'inf' is not a number",
        "0|BAD_AMOUNT|amt '0' is 0",
        "0.00|BAD_AMOUNT|amt '0.00' is 0",
        "$0|BAD_AMOUNT|amt '$0' is 0",
        "-5.00|REFUND|amt '-5.00' is negative, a refund: refunds of files are not taken, since they name no purchase",
        "$-38.48|REFUND|amt '$-38.48' is negative, a refund: refunds of files are not taken, since they name no purchase",
        "-$5|REFUND|amt '-$5' is negative, a refund: refunds of files are not taken, since they name no purchase",
        "($5.00)|REFUND|amt '($5.00)' is negative, a refund: refunds of files are not taken, since they name no purchase",
        "5.00-|REFUND|amt '5.00-' is negative, a refund: refunds of files are not taken, since they name no purchase",
        "\u22125|REFUND|amt '\u22125' is negative, a refund: refunds of files are not taken, since they name no purchase",
        "--5|BAD_AMOUNT|amt '--5' is not a number",
        "(5|BAD_AMOUNT|amt '(5' is not a number",
        "(-5)|BAD_AMOUNT|amt '(-5)' is not a number",
        "1e2|BAD_AMOUNT|amt '1e2' is written with an exponent, so it may have been rounded; write it out",
        "1.5E+3|BAD_AMOUNT|amt '1.5E+3' is written with an exponent, so it may have been rounded; write it out",
        "12,50|BAD_AMOUNT|amt '12,50' has a decimal comma, where the file has decimal points",
        "1.234,50|BAD_AMOUNT|amt '1.234,50' has a decimal comma, where the file has decimal points",
        "1,23,4|BAD_AMOUNT|amt '1,23,4' is not a number",
        "0,123|BAD_AMOUNT|amt '0,123' has a decimal comma, where the file has decimal points",
        "1 23|BAD_AMOUNT|amt '1 23' is not a number",
        "€5|BAD_AMOUNT|amt '€5' is not in USD, the currency of its row",
        "5 EUR|BAD_AMOUNT|amt '5 EUR' is not in USD, the currency of its row",
        "5 apples|BAD_AMOUNT|amt '5 apples' is not a number",
        "$5 USD|BAD_AMOUNT|amt '$5 USD' is not a number",
        "١٢٫٥|BAD_AMOUNT|amt '١٢٫٥' is not a number",
        "1٢|BAD_AMOUNT|amt '1٢' has digits other than 0 to 9",
        "12.345|BAD_AMOUNT|amt '12.345' has more decimals than the 2 of USD, and is not within a millionth of fewer",
        "0.000001|BAD_AMOUNT|amt '0.000001' has more decimals than the 2 of USD, and is not within a millionth of fewer",
        "0.0000001|BAD_AMOUNT|amt '0.0000001' is 0",
        "9999999999999999|BAD_AMOUNT|amt '***********' is above any that is taken",
      })
  void refusesAmountsAndSaysWhy(String text, String code, String reason) {
    assertRefused(() -> POINT.amountMinor(text, "amt", USD), code).hasMessage(reason);
  }

  @Test
  void readsAmountsByTheDecimalsOfTheirCurrency() throws BadRowException {
    assertThat(POINT.amountMinor("12.345", "amt", KWD)).isEqualTo(12_345);
    assertThat(POINT.amountMinor("12", "amt", KWD)).isEqualTo(12_000);
    assertThat(POINT.amountMinor("1,200", "amt", JPY)).isEqualTo(1_200);
    assertThat(POINT.amountMinor("¥1200", "amt", JPY)).isEqualTo(1_200);
    assertThat(POINT.amountMinor("1199.9999999", "amt", JPY)).isEqualTo(1_200);
    assertRefused(() -> POINT.amountMinor("12.5", "amt", JPY), "BAD_AMOUNT");
  }

  @Property
  void anyAmountReadsBackInAnyForm(
      @ForAll @LongRange(min = 1, max = 99_999_999_999_999L) long minor,
      @ForAll DecimalSign decimal,
      @ForAll("groupings") String grouping,
      @ForAll("wrappings") String wrapping)
      throws BadRowException {
    BigDecimal amount = BigDecimal.valueOf(minor, 2);
    String plain = amount.toPlainString();
    String whole = plain.substring(0, plain.length() - 3);
    String group = grouping.equals("other") ? String.valueOf(decimal.other().sign()) : grouping;
    String grouped = whole.replaceAll("(?<=\\d)(?=(\\d{3})+$)", group);
    String text =
        String.format(wrapping, grouped + decimal.sign() + plain.substring(plain.length() - 2));
    Forms forms = decimal == DecimalSign.POINT ? POINT : COMMA;
    assertThat(forms.amountMinor(text, "amt", USD)).isEqualTo(minor);
  }

  @Provide
  Arbitrary<String> groupings() {
    return Arbitraries.of("", "other", "'", " ", "\u00A0", "\u202F", "\u2019");
  }

  @Provide
  Arbitrary<String> wrappings() {
    return Arbitraries.of("%s", "$%s", "+%s", "US$ %s", "%s USD", "%s0", "%s000000000000001");
  }

  @Property
  void whatABinaryFractionMakesOfCentsReadsBack(
      @ForAll @IntRange(min = 1, max = 100_000_000) int minor) throws BadRowException {
    double sum = 0.1 + 0.2 - 0.3; // 5.6e-17
    double dollars = minor / 100.0 * (1 + sum);
    assertThat(POINT.amountMinor(new BigDecimal(dollars).toPlainString(), "amt", USD))
        .isEqualTo(minor);
  }
}
