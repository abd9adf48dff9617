package io.cardbeam.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.money.Currencies;
import io.cardbeam.money.Currency;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each form of a value gives the right value, or the right reason. */
class FormsTest {
  private static final Currency USD = Currencies.active("USD").orElseThrow();
  private static final Currency JPY = Currencies.active("JPY").orElseThrow();
  private static final Currency KWD = Currencies.active("KWD").orElseThrow();
  private static final Forms POINT = Forms.usual();
  private static final Forms COMMA =
      new Forms(DecimalSign.COMMA, DateForm.of(Optional.empty()), DateForm.of(Optional.empty()));

  private static Forms ordered(DateOrder order) {
    DateForm form = DateForm.of(Optional.of(order));
    return new Forms(DecimalSign.POINT, form, form);
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable reading, String code) {
    return assertThatThrownBy(reading)
        .isInstanceOfSatisfying(BadRowException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9990002610177304|9990002610177304",
        "63042333732|63042333732",
        "4992346398065154184|4992346398065154184",
        "9990002610177304.0|9990002610177304",
        "999000261017730.00|999000261017730",
        "9990 0026 1017 7304|9990002610177304",
        "9990-0026-1017-7304|9990002610177304",
        "=\"9990002610177304\"|9990002610177304",
      })
  void readsCardNumbers(String text, String digits) throws BadRowException {
    assertThat(POINT.cardNumber(text, "cc_num")).isEqualTo(digits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|NO_CARD|card number",
        "1234567890|BAD_CARD|not 11 to 19 digits",
        "12345678901234567890|BAD_CARD|not 11 to 19 digits",
        "4000-1234|BAD_CARD|not 11 to 19 digits",
        "9990 0026  1017 7304|BAD_CARD|not 11 to 19 digits",
        "-9990002610177304|BAD_CARD|not 11 to 19 digits",
        "9990002610177304.5|BAD_CARD|not 11 to 19 digits",
        "C1e5|BAD_CARD|not 11 to 19 digits",
        "-2.29116E+15|BAD_CARD|not 11 to 19 digits",
        "9990 0026e11|BAD_CARD|not 11 to 19 digits",
        "٩٩٩٠٠٠٢٦١٠١٧٧٣٠٤|BAD_CARD|digits other than 0 to 9",
        "2.29116E+15|CARD_ROUNDED|cc_num '2.29116E+15' was rounded, as spreadsheets do",
        "2,29116E+15|CARD_ROUNDED|was rounded",
        "9.990002610177304e15|CARD_ROUNDED|was rounded",
        "4992346398065154048.0|CARD_ROUNDED|was rounded",
      })
  void refusesCardNumbersAndSaysWhy(String text, String code, String reason) {
    assertRefused(() -> POINT.cardNumber(text, "cc_num"), code)
        .hasMessageContaining(reason)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContainPattern("\\d{11}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2025-03-01 00:06:23|2025-03-01T00:06:23Z",
        "2025-03-01T10:00:00Z|2025-03-01T10:00:00Z",
        "2025-03-01t10:00:00z|2025-03-01T10:00:00Z",
        "2025-03-01 10:00:00+00:00|2025-03-01T10:00:00Z",
        "2025-03-01 10:00:00-05:00|2025-03-01T15:00:00Z",
        "2025-03-01 10:00:00 +0530|2025-03-01T04:30:00Z",
        "2025-03-01 10:00:00+01|2025-03-01T09:00:00Z",
        "2025-03-01 10:00:00 UTC|2025-03-01T10:00:00Z",
        "2025-03-01 10:00:00.000|2025-03-01T10:00:00Z",
        "2025-03-01 10:00:00.1239999|2025-03-01T10:00:00.123Z",
        "2025-03-01T10:00:00,5|2025-03-01T10:00:00.500Z",
        "2025-03-01 10:00|2025-03-01T10:00:00Z",
        "2025-3-1 9:05|2025-03-01T09:05:00Z",
        "2025/03/01 10:00:00|2025-03-01T10:00:00Z",
        "2025.03.01 10:00:00|2025-03-01T10:00:00Z",
        "2024-02-29 23:59:59|2024-02-29T23:59:59Z",
        "2025-03-31 10:00:00|2025-03-31T10:00:00Z",
        "21/06/2020 12:14|2020-06-21T12:14:00Z",
        "06/21/2020 12:14:25|2020-06-21T12:14:25Z",
        "6/21/2020 12:14:25 PM|2020-06-21T12:14:25Z",
        "6/21/2020 12:14:25 am|2020-06-21T00:14:25Z",
        "21.06.2020 12:14:25|2020-06-21T12:14:25Z",
        "21-06-2020T12:14:25Z|2020-06-21T12:14:25Z",
        "05/05/2020 12:14|2020-05-05T12:14:00Z",
        "21-Jun-2020 12:14:25|2020-06-21T12:14:25Z",
        "21 June 2020 12:14|2020-06-21T12:14:00Z",
        "Jun 21, 2020, 12:14|2020-06-21T12:14:00Z",
        "2020-Jun-21 12:14|2020-06-21T12:14:00Z",
      })
  void readsTimesThatCanBeOnlyOne(String text, Instant time) throws BadRowException {
    assertThat(Instant.ofEpochMilli(POINT.timeMillis(text, "time"))).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|time is missing",
        "yesterday at about 9|is not a date that is known",
        "2020-06-21|has no time of day",
        "2020-02-30 10:00:00|is a day that does not exist",
        "2021-02-29 10:00:00|is a day that does not exist",
        "2020-13-01 10:00:00|is a day that does not exist",
        "2020-00-10 10:00:00|is a day that does not exist",
        "32/13/2020 10:00:00|is a day that does not exist",
        "2020-06-21 24:00:00|is at 24:00, which is 00:00 of the next day; write that",
        "2020-06-30 23:59:60|is a leap second, which has no place in Unix time; write :59",
        "2020-06-21 10:60:00|has no time of day that exists",
        "2020-06-21 13:00:00 PM|has no time of day that exists",
        "2020-06-21 10:00:00 EST|has a zone that is no offset from UTC",
        "2020-06-21 10:00:00+25:00|has an offset from UTC that does not exist",
        "2020-06-21 10:00:00 Z more|has a zone that is no offset",
        "2020-06-21 1000|is not a date that is known",
        "21/06/20 12:14|has a year of two digits, which does not say its century",
        "1592741665|is a number, and no date that says its parts",
        "44003.51|is a number, and no date that says its parts",
        "1066-06-21 10:00:00|year 1066 is not 1990 to 2100",
        "03/04/2020 12:14|can be 2020-04-03 or 2020-03-04: say which by day-first",
        "２０２０-06-21 10:00:00|is not a date that is known",
      })
  void refusesTimesAndSaysWhy(String text, String reason) {
    assertRefused(() -> POINT.timeMillis(text, "time"), "BAD_TIME").hasMessageContaining(reason);
  }

  @Test
  void theOrderOfAFileIsHeldTo() throws BadRowException {
    Forms dayFirst = ordered(DateOrder.DAY_FIRST);
    Forms monthFirst = ordered(DateOrder.MONTH_FIRST);
    assertThat(dayFirst.birthDate("03/04/1988", "dob")).isEqualTo("1988-04-03");
    assertThat(monthFirst.birthDate("03/04/1988", "dob")).isEqualTo("1988-03-04");
    assertRefused(() -> dayFirst.birthDate("03/21/1988", "dob"), "BAD_BIRTH_DATE")
        .hasMessage(
            "dob '03/21/1988' has the month before day, where the file has the day before month");
    assertRefused(() -> monthFirst.timeMillis("21/03/2020 10:00", "time"), "BAD_TIME")
        .hasMessageContaining("day before month, where the file has the month before day");
  }

  @ParameterizedTest
  @CsvSource({
    "1988-03-09,1988-03-09",
    "1988-03-09 00:00:00,1988-03-09",
    "1988-03-09T00:00:00.000Z,1988-03-09",
    "1936-02-29,1936-02-29",
    "29/02/1936,1936-02-29",
    "19.03.1968,1968-03-19",
    "1900-01-01,1900-01-01"
  })
  void readsDatesOfBirth(String text, LocalDate date) throws BadRowException {
    assertThat(POINT.birthDate(text, "dob")).isEqualTo(date);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1899-12-31", "2101-01-01", "1935-02-29", "03/09/1988", "19/03/68", "?"})
  void refusesDatesOfBirth(String text) {
    assertRefused(() -> POINT.birthDate(text, "dob"), "BAD_BIRTH_DATE");
  }

  @Property
  void anyTimeReadsBackInAnyForm(
      @ForAll @LongRange(min = 631_152_000, max = 4_133_980_799L) long seconds,
      @ForAll("timePatterns") String pattern)
      throws BadRowException {
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    String text = time.atOffset(ZoneOffset.UTC).format(formatter(pattern));
    long expected = pattern.contains("ss") ? seconds : seconds - seconds % 60;
    assertThat(forms(pattern).timeMillis(text, "time")).isEqualTo(expected * 1000);
    assertThat(ofPattern(pattern).timeMillis(text, "time")).isEqualTo(expected * 1000);
  }

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  private static Forms forms(String pattern) {
    return ordered(
        pattern.indexOf('d') < pattern.indexOf('M') ? DateOrder.DAY_FIRST : DateOrder.MONTH_FIRST);
  }

  private static Forms ofPattern(String pattern) {
    return new Forms(DecimalSign.POINT, DateForm.ofPattern(pattern), DateForm.of(Optional.empty()));
  }

  @Provide
  Arbitrary<String> timePatterns() {
    return Arbitraries.of(
        "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ssXXX",
        "yyyy-MM-dd HH:mm:ss.SSSSSS",
        "yyyy-MM-dd HH:mm",
        "yyyy/M/d H:mm:ss",
        "dd/MM/yyyy HH:mm:ss",
        "MM/dd/yyyy HH:mm:ss",
        "d.M.yyyy H:mm",
        "MM-dd-yyyy hh:mm:ss a",
        "M/d/yyyy h:mm a",
        "dd MMM yyyy HH:mm",
        "dd-MMM-yyyy HH:mm:ss");
  }

  @Property
  void anyOffsetIsTakenOff(
      @ForAll @LongRange(min = 946_684_800, max = 4_000_000_000L) long seconds,
      @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int minutes)
      throws BadRowException {
    String text =
        Instant.ofEpochSecond(seconds)
            .atOffset(ZoneOffset.ofTotalSeconds(minutes * 60))
            .format(formatter("yyyy-MM-dd HH:mm:ssxxx"));
    assertThat(POINT.timeMillis(text, "time")).isEqualTo(seconds * 1000);
  }

  @Test
  void aPatternOfADateAloneTakesATimeAfterIt() throws BadRowException {
    Forms forms = ofPattern("yy.d.M");
    assertThat(Instant.ofEpochMilli(forms.timeMillis("20.21.6 06:21", "time")))
        .isEqualTo("2020-06-21T06:21:00Z");
    assertRefused(() -> forms.timeMillis("20.21.6", "time"), "BAD_TIME")
        .hasMessageContaining("has no time of day");
    assertRefused(() -> forms.timeMillis("2020-06-21 10:00", "time"), "BAD_TIME")
        .hasMessage("time '2020-06-21 10:00' is not as date-format yy.d.M has it");
    assertRefused(
        () -> ofPattern("dd/MM/yyyy HH:mm").timeMillis("30/02/2020 10:00", "t"), "BAD_TIME");
    assertRefused(
        () -> ofPattern("dd/MM/yyyy HH:mm").timeMillis("29/02/2020 10:00 more", "t"), "BAD_TIME");
  }

  @Property
  void anyCoordinateReadsBack(
      @ForAll @DoubleRange(min = -180, max = 180) double degrees, @ForAll DecimalSign sign)
      throws BadRowException {
    Forms forms = sign == DecimalSign.POINT ? POINT : COMMA;
    for (String text : List.of(Double.toString(degrees), new BigDecimal(degrees).toPlainString())) {
      assertThat(forms.coordinate(text.replace('.', sign.sign()), "long", 180)).isEqualTo(degrees);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"36.0788", "-84.4748", "+5", "-.5", "5.", "0", "9.3e-05", "-1E-7", "90"})
  void readsCoordinatesAsJavaDoes(String text) throws BadRowException {
    assertThat(POINT.coordinate(text, "lat", 90)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|lat is missing",
        "36,0788|lat '36,0788' has a decimal comma, where the file has decimal points",
        "NaN|lat 'NaN' is not a number",
        "Infinity|lat 'Infinity' is not a number",
        "0x1p3|lat '0x1p3' is not a number",
        "36d|lat '36d' is not a number",
        "-|lat '-' is not a number",
        "x1e5|lat 'x1e5' is not a number",
        "--1e5|lat '--1e5' is not a number",
        "+-1e5|lat '+-1e5' is not a number",
        "0x1e5|lat '0x1e5' is not a number",
        "1 234e2|lat '1 234e2' is not a number",
        "1,234e2|lat '1,234e2' has a decimal comma, where the file has decimal points",
        "1.234.567e5|lat '1.234.567e5' is not a number",
        "1e5e3|lat '1e5e3' is not a number",
        "1e5E3|lat '1e5E3' is not a number",
        ".e3|lat '.e3' is not a number",
        "1e|lat '1e' is not a number",
        "1e--3|lat '1e--3' is not a number",
        "3,6e1|lat '3,6e1' has a decimal comma, where the file has decimal points",
        "91|lat '91' is not between -90 and 90",
        "1e2|lat '1e2' is not between -90 and 90",
        "٣٦|lat '٣٦' has digits other than 0 to 9",
      })
  void refusesCoordinatesAndSaysWhy(String text, String reason) {
    assertRefused(() -> POINT.coordinate(text, "lat", 90), "BAD_COORDINATE").hasMessage(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"3495|3495", "3495.0|3495", "1,013,240|1013240", "0|0"})
  void readsCounts(String text, int count) throws BadRowException {
    assertThat(POINT.count(text, "city_pop")).isEqualTo(count);
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "3495.5", "-1", "1e5", "9999999999", "3.495,0", "٣", "."})
  void refusesCounts(String text) {
    assertRefused(() -> POINT.count(text, "city_pop"), "BAD_NUMBER")
        .hasMessageContaining("is not a whole number");
  }

  @ParameterizedTest
  @CsvSource({
    "0,false",
    "1,true",
    "0.0,false",
    "1.0,true",
    "True,true",
    "FALSE,false",
    "Yes,true",
    "no,false",
    "Y,true",
    "n,false"
  })
  void readsLabels(String text, boolean fraud) throws BadRowException {
    assertThat(Forms.label(text, "is_fraud")).isEqualTo(fraud);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "0.5", "fraud", "-1", "١"})
  void refusesLabels(String text) {
    assertRefused(() -> Forms.label(text, "is_fraud"), "BAD_LABEL");
  }

  @Test
  void postalCodesThatBecameNumbersAreDigitsAgain() {
    assertThat(Forms.postalCode("28654.0")).isEqualTo("28654");
    assertThat(Forms.postalCode("00123")).isEqualTo("00123");
    assertThat(Forms.postalCode("SW1A 1AA")).isEqualTo("SW1A 1AA");
    assertThat(Forms.postalCode("1.5")).isEqualTo("1.5");
  }

  @Test
  void namesAreKeptAsTheyAreButForDirectionsAndNormalForm() {
    for (String name :
        List.of("é漢字🍣", "🍕 новое", "O'Brien & Parker", "Robert'); DROP TABLE x;--")) {
      assertThat(Forms.name(name)).isEqualTo(name);
    }
    assertThat(Forms.name("\u202Eשלום\u200F")).isEqualTo("שלום");
    assertThat(Forms.name(Normalizer.normalize("Café", Normalizer.Form.NFD))).isEqualTo("Café");
  }
}
