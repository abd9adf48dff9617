package io.cardbeam.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cardbeam.account.ClearingTerms.Tolerance;
import io.cardbeam.account.ClearingTerms.Unmatched;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClearingTermsHistoryTest {
  private static final String FIRST =
      """
      [2019-01-01]
      version = a
      hold_days = 7
      hold_days_of = travel:30, gas_transport:3
      tolerance_percent = 5
      tolerance_percent_of = food_dining:20
      tolerance_least_minor = 0
      tolerance_least_minor_of = gas_transport:17500
      above_tolerance = post
      after_hold = exception
      not_approved = post
      without_authorization = exception
      without_purchase = post
      patience_hours = 24
      """;

  @Test
  void eachVersionHoldsFromItsDayOn() {
    ClearingTermsHistory terms =
        ClearingTermsHistory.parse(
            "terms",
            FIRST
                + FIRST
                    .replace("2019-01-01", "2026-03-02")
                    .replace("version = a", "version = b")
                    .replace("hold_days = 7", "hold_days = 10"));

    assertThat(terms.at(millis("2018-12-31T00:00:00Z")).version()).isEqualTo("a");
    assertThat(terms.at(millis("2026-03-01T23:59:59.999Z")).version()).isEqualTo("a");
    ClearingTerms second = terms.at(millis("2026-03-02T00:00:00Z"));
    assertThat(second.version()).isEqualTo("b");
    assertThat(second.holdLife("shopping_net")).isEqualTo(Duration.ofDays(10));
    assertThat(second.holdLife("gas_transport")).isEqualTo(Duration.ofDays(3));
    assertThat(second.tolerance("food_dining")).isEqualTo(new Tolerance(20, 0));
    assertThat(second.tolerance("gas_transport")).isEqualTo(new Tolerance(5, 17_500));
    assertThat(second.afterHold()).isEqualTo(Unmatched.exception);
  }

  private static long millis(String time) {
    return Instant.parse(time).toEpochMilli();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 5000, 5000",
    "20, 0, 5000, 6000",
    "20, 0, 4, 4",
    "33, 0, 199, 264",
    "0, 17500, 100, 17500",
    "100, 0, 99999999999999, 199999999999998"
  })
  void toleranceIsRoundedDown(long percent, long least, long authorized, long tolerated) {
    assertThat(new Tolerance(percent, least).toleratedMinor(authorized)).isEqualTo(tolerated);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hold_days = 7|hold_days = 31|terms [2019-01-01]: hold_days: 744 hours is not 0 to 720",
        "travel:30|travel|terms [2019-01-01]: hold_days_of: travel is not a category and a number as"
            + " travel:30",
        "travel:30|travel:30, travel:1|terms [2019-01-01]: hold_days_of: travel comes twice",
        "percent = 5|percent = 101|terms [2019-01-01]: no tolerance is 101 percent and at least 0",
        "after_hold = exception|after_hold = maybe|terms [2019-01-01]: after_hold maybe is not post"
            + " or exception",
        "patience_hours = 24|patience = 24|terms [2019-01-01] line 14: not one of",
        "not_approved = post|# nothing|terms [2019-01-01]: not_approved is missing",
        "[2019-01-01]|[2019-13-01]|terms line 1: [2019-13-01] is not a day as [2020-03-01]",
        "version = a|version =|terms [2019-01-01]: version is blank"
      })
  void whatIsWrongIsNamed(String right, String wrong, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClearingTermsHistory.parse("terms", FIRST.replace(right, wrong)))
        .withMessageStartingWith(message);
  }

  @Test
  void versionsFollowOneAnother() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ClearingTermsHistory.parse(
                    "terms", FIRST + FIRST.replace("2019-01-01", "2020-01-01")))
        .withMessage("terms: two versions are called a");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ClearingTermsHistory.parse(
                    "terms",
                    FIRST + FIRST.replace("2019", "2018").replace("version = a", "version = b")))
        .withMessage("terms: version b does not begin after the one before it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClearingTermsHistory.parse("terms", "# nothing"))
        .withMessage("terms: there is no version of the clearing terms");
  }

  @Test
  void thoseThatComeWithCardbeamOweWhatIsPresentedButWhatWasDeclined() {
    ClearingTerms standard = ClearingTermsHistory.standard().at(0);

    assertThat(standard.aboveTolerance()).isEqualTo(Unmatched.post);
    assertThat(standard.afterHold()).isEqualTo(Unmatched.post);
    assertThat(standard.withoutAuthorization()).isEqualTo(Unmatched.post);
    assertThat(standard.withoutPurchase()).isEqualTo(Unmatched.post);
    assertThat(standard.notApproved()).isEqualTo(Unmatched.exception);
    assertThat(standard.holdLife("travel")).isEqualTo(Duration.ofDays(7));
    assertThat(standard.patience()).isEqualTo(Duration.ofDays(1));
  }
}
