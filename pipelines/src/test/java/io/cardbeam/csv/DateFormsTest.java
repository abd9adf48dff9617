package io.cardbeam.csv;

import static io.cardbeam.csv.KnownForms.POINT;
import static io.cardbeam.csv.KnownForms.assertRefused;
import static io.cardbeam.csv.KnownForms.ordered;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Each form of a date gives the right time, or the right reason. */
class DateFormsTest {
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
}
