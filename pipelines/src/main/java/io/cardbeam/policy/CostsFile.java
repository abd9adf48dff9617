package io.cardbeam.policy;

import io.cardbeam.settings.NamedValues;
import java.util.List;

/** The text form of {@link Costs}. */
final class CostsFile {
  private static final List<String> NAMES =
      List.of(
          "version",
          "currency",
          "loss_given_fraud",
          "fraud_fee_minor",
          "wrong_decline_minor",
          "wrong_decline_share",
          "step_up_minor",
          "step_up_missed",
          "step_up_abandoned",
          "alert_from",
          "reviews_a_day");

  private CostsFile() {}

  static Costs parse(String source, String text) {
    NamedValues values = NamedValues.of(source, NAMES, text);
    String version = values.text("version");
    String currency = values.text("currency");
    double lossGivenFraud = values.number("loss_given_fraud");
    long fraudFee = values.whole("fraud_fee_minor");
    long wrongDecline = values.whole("wrong_decline_minor");
    double wrongDeclineShare = values.number("wrong_decline_share");
    long stepUp = values.whole("step_up_minor");
    double stepUpMissed = values.number("step_up_missed");
    double stepUpAbandoned = values.number("step_up_abandoned");
    double alertFrom = values.number("alert_from");
    long reviewsADay = values.whole("reviews_a_day");
    try {
      return new Costs(
          version,
          currency,
          lossGivenFraud,
          fraudFee,
          wrongDecline,
          wrongDeclineShare,
          stepUp,
          stepUpMissed,
          stepUpAbandoned,
          alertFrom,
          Math.toIntExact(reviewsADay));
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
    }
  }
}
