package io.cardbeam.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsHistoryTest {
  private static final String TERMS =
      """
      # A comment.
      [2019-01-01]
      version = one
      issuer = First Bank
      disputes_to = P.O. Box 1
      currency = USD
      time_zone = UTC
      purchase_rate_percent = 24.99
      least_interest_minor = 50
      late_fee_minor = 3000
      repeated_late_fee_minor = 4100
      minimum_payment_floor_minor = 3500
      minimum_payment_percent = 1

      [2020-07-01]
      version = two
      issuer = First Bank
      disputes_to = P.O. Box 1
      currency = USD
      time_zone = UTC
      purchase_rate_percent = 19.5
      least_interest_minor = 0
      late_fee_minor = 2500
      repeated_late_fee_minor = 2500
      minimum_payment_floor_minor = 2500
      minimum_payment_percent = 2
      """;

  @Test
  void aCycleHasTheTermsOfItsFirstDay() {
    TermsHistory history = TermsHistory.parse("terms", TERMS);
    assertThat(history.at(LocalDate.of(2000, 1, 1)).version()).isEqualTo("one");
    assertThat(history.at(LocalDate.of(2020, 6, 30)).version()).isEqualTo("one");
    assertThat(history.at(LocalDate.of(2020, 7, 1)).version()).isEqualTo("two");
    assertThat(history.at(LocalDate.of(2031, 7, 1)).purchaseRate().percent()).isEqualTo("19.5");
  }

  @Test
  void thereAreTermsToBeginWith() {
    assertThat(TermsHistory.standard().versions()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          version = two              | version = one               | two versions are called one
          [2020-07-01]               | [2018-07-01]                | does not begin after
          [2020-07-01]               | [2019-01-01]                | comes twice
          [2020-07-01]               | [July]                      | line 15: [July] is not a day
          currency = USD             | currency = dollars          | no ISO 4217 code
          issuer = First Bank        | #                             | issuer is missing
          time_zone = UTC            | time_zone = Mars              | time_zone Mars is none
          late_fee_minor = 3000      | late_fee = 3000             | line 10: not one of
          late_fee_minor = 3000      | late_fee_minor = thirty     | late_fee_minor is not a number
          late_fee_minor = 3000      | late_fee_minor = 5000       | below late_fee_minor
          purchase_rate_percent = 19.5 | #                         | purchase_rate_percent is missing
          purchase_rate_percent = 19.5 | purchase_rate_percent = 195 | rate 195
          [2019-01-01]               | version = zero              | line 2: not one of
          """)
  void whatIsWrongIsToldWithItsPlace(String right, String wrong, String message) {
    assertThat(TERMS).contains(right);
    String text = TERMS.replace(right, wrong);
    assertThatThrownBy(() -> TermsHistory.parse("my.terms", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("my.terms")
        .hasMessageContaining(message);
  }
}
