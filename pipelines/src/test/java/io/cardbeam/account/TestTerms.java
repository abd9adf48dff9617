package io.cardbeam.account;

import io.cardbeam.account.ClearingTerms.Tolerance;
import io.cardbeam.account.ClearingTerms.Unmatched;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Terms that tests go by. */
final class TestTerms {
  /** Whatever does not match is an exception. */
  static final ClearingTermsHistory STRICT =
      of(new Tolerance(0, 0), Map.of(), Map.of(), Unmatched.exception);

  /** Whatever does not match is owed. */
  static final ClearingTermsHistory LENIENT =
      of(
          new Tolerance(0, 0),
          Map.of(
              "food_dining", new Tolerance(20, 0),
              "travel", new Tolerance(15, 0),
              "gas_transport", new Tolerance(0, 175_00)),
          Map.of("travel", Duration.ofDays(30)),
          Unmatched.post);

  private TestTerms() {}

  private static ClearingTermsHistory of(
      Tolerance tolerance,
      Map<String, Tolerance> toleranceOf,
      Map<String, Duration> holdLifeOf,
      Unmatched unmatched) {
    return new ClearingTermsHistory(
        List.of(
            new ClearingTerms(
                "test",
                LocalDate.of(2019, 1, 1),
                Duration.ofDays(7),
                holdLifeOf,
                tolerance,
                toleranceOf,
                unmatched,
                unmatched,
                unmatched,
                unmatched,
                unmatched,
                Duration.ofDays(1))));
  }
}
