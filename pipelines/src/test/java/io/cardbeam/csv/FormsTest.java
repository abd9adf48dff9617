package io.cardbeam.csv;

import static io.cardbeam.csv.KnownForms.COMMA;
import static io.cardbeam.csv.KnownForms.POINT;
import static io.cardbeam.csv.KnownForms.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each form of a value gives the right value, or the right reason. */
class FormsTest {
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
