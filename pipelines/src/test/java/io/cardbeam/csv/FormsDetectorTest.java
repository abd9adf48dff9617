package io.cardbeam.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FormsDetectorTest {
  private final FormsDetector detector = new FormsDetector(FormOptions.NONE);

  private FormsDetector times(String... texts) {
    List.of(texts).forEach(text -> detector.time(text, "time"));
    return detector;
  }

  private static FormsDetector births(FormsDetector detector, String... texts) {
    List.of(texts).forEach(text -> detector.birthDate(text, "dob"));
    return detector;
  }

  private static FormOptions told(
      @Nullable String pattern, @Nullable Character sign, @Nullable Boolean dayFirst) {
    return new FormOptions(null, null, pattern, sign, dayFirst);
  }

  @Test
  void aDateThatCanBeOnlyOneTellsTheOrderOfAll() throws BadRowException {
    times("01/03/2025 00:06", "02/03/2025 00:06", "21/03/2025 00:06");
    assertThat(detector.isUndecided()).isFalse();
    assertThat(detector.forms().times().order()).contains(DateOrder.DAY_FIRST);
  }

  @Test
  void oneColumnTellsTheOrderOfTheOther() throws BadRowException {
    births(times("01/03/2025 00:06"), "29/02/1936", "02/01/1969");
    assertThat(detector.isUndecided()).isFalse();
    assertThat(detector.forms().times().order()).contains(DateOrder.DAY_FIRST);
  }

  @Test
  void eachColumnIsHeldToItsOwnOrder() throws BadRowException {
    births(times("2025-03-01 00:06:23"), "03/19/1968");
    assertThat(detector.forms().births().order()).contains(DateOrder.MONTH_FIRST);
  }

  @Test
  void aFileWhoseDatesCanBothBeIsRefusedWithBothReadings() {
    times("01/03/2025 00:06", "02/03/2025 00:06", "05/05/2025 10:00");
    assertThat(detector.isUndecided()).isTrue();
    assertThatThrownBy(detector::forms)
        .hasMessage(
            "time '01/03/2025 00:06' can be 2025-03-01 or 2025-01-03, and no date in the file tells"
                + " which: say which by day-first = yes or no in a file for --columns");
  }

  @Test
  void oneStrangeDateRefusesNoFile() throws BadRowException {
    births(times("2025-03-01 00:06:23"), "1936-02-29", "1969-01-02", "03/09/1988");
    assertThat(detector.isUndecided()).isFalse();
    assertThat(detector.forms().births().order()).isEmpty();
  }

  @Test
  void whatAPersonSaysIsNotLookedFor() throws BadRowException {
    FormsDetector dayFirst = new FormsDetector(told(null, ',', true));
    dayFirst.time("01/03/2025 00:06", "time");
    dayFirst.time("01/23/2025 00:06", "time");
    dayFirst.amount("1.234");
    assertThat(dayFirst.isUndecided()).isFalse();
    assertThat(dayFirst.forms().times().order()).contains(DateOrder.DAY_FIRST);
    assertThat(dayFirst.forms().decimalSign()).isEqualTo(DecimalSign.COMMA);
    FormsDetector pattern = new FormsDetector(told("MM/dd/yyyy HH:mm", null, null));
    pattern.time("01/03/2025 00:06", "time");
    pattern.birthDate("01/03/1988", "dob");
    assertThat(pattern.isUndecided()).isFalse();
    assertThat(pattern.forms().times().pattern()).isEqualTo("MM/dd/yyyy HH:mm");
    assertThat(pattern.forms().births().order()).contains(DateOrder.MONTH_FIRST);
  }

  @Property(tries = 200)
  void theOrderOfNearlyAllWins(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 28) Integer> days,
      @ForAll @IntRange(max = 3) int strays) {
    FormsDetector detected = new FormsDetector(FormOptions.NONE);
    long telling = days.stream().filter(day -> day > 12).count();
    for (int day : days) {
      detected.time(String.format("%02d/06/2020 10:00", day), "time");
    }
    for (int i = 0; i < strays; i++) {
      detected.time("06/2" + i + "/2020 10:00", "time");
    }
    boolean wins = strays <= telling / Readings.NEARLY_ALL || (strays == 1 && telling >= 4);
    boolean loses = telling <= strays / Readings.NEARLY_ALL;
    if (telling > 0) {
      assertThat(order(detected))
          .isEqualTo(wins ? "DAY_FIRST" : loses ? "MONTH_FIRST" : "AMBIGUOUS_DATES");
    }
  }

  private static String order(FormsDetector detector) {
    try {
      return detector.forms().times().order().map(DateOrder::name).orElse("none");
    } catch (BadRowException e) {
      return e.code();
    }
  }

  @Test
  void numbersTellTheDecimalSign() throws BadRowException {
    detector.amount("12.50");
    detector.amount("1,234");
    assertThat(detector.forms().decimalSign()).isEqualTo(DecimalSign.POINT);

    FormsDetector comma = new FormsDetector(FormOptions.NONE);
    comma.amount("$1.234");
    assertThat(comma.isUndecided()).isTrue();
    comma.coordinate("-84,474");
    assertThat(comma.isUndecided()).isFalse();
    assertThat(comma.forms().decimalSign()).isEqualTo(DecimalSign.COMMA);
  }

  @Test
  void aFileWhoseNumbersCanBothBeIsRefusedWithBothReadings() {
    detector.amount("5");
    detector.amount("$1,234");
    assertThat(detector.isUndecided()).isTrue();
    assertThatThrownBy(detector::forms)
        .hasMessage(
            "'1,234' can be 1234 or 1.234, and no number in the file tells which: say which by"
                + " decimal-sign = . or , in a file for --columns");
  }

  @Test
  void aFileWithBothSignsIsRefusedWithBoth() {
    for (String amount : List.of("1.5", "2,5", "3.5", "4,5")) {
      detector.amount(amount);
    }
    assertThatThrownBy(detector::forms)
        .hasMessageContaining("both decimal points, '1.5', and decimal commas, '2,5'");
  }

  @Test
  void wholeNumbersAloneLeaveNothingOpen() throws BadRowException {
    detector.amount("5");
    assertThat(detector.isUndecided()).isFalse();
    assertThat(detector.forms().decimalSign()).isEqualTo(DecimalSign.POINT);
  }

  @Test
  void cardNumbersThatASpreadsheetRoundedAreToldOnce() {
    detector.card("9.99000E+15");
    detector.card("9.99001E+15");
    assertThatThrownBy(detector::forms)
        .isInstanceOfSatisfying(
            BadRowException.class, e -> assertThat(e.code()).isEqualTo("SPREADSHEET"))
        .hasMessageContaining("all card numbers were rounded by a spreadsheet, for instance")
        .hasMessageContaining("'9.99");
  }

  @Test
  void aRoundedCardAmongOthersRefusesNoFile() throws BadRowException {
    detector.card("9.99000E+15");
    detector.card("9990002610177304");
    assertThat(detector.forms()).isNotNull();
  }

  @Test
  void cardNumbersThatEndWithZerosAreToldIfAllDo() throws BadRowException {
    // Their sixteenth digit is 0: fifteen digits are what a spreadsheet keeps.
    for (int i = 0; i < 12; i++) {
      detector.card(String.format("9990002610%05d0", i));
    }
    assertThatThrownBy(detector::forms).hasMessageContaining("end with zeros after the 15th");
    detector.card("9990002610177304");
    assertThat(detector.forms()).isNotNull();
  }

  @Test
  void timesWithoutDateAndHourAreTold() {
    times("06:23.0", "13:12.0");
    assertThatThrownBy(detector::forms)
        .hasMessageContaining("all times are minutes and seconds, for instance '13:12.0'");
  }
}
