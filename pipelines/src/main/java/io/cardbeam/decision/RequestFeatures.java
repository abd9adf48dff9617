package io.cardbeam.decision;

/**
 * A request against its card's own pattern. Windows are {@code [t - w, t)} of event time.
 *
 * @param amountMinor amount asked for, minor units
 * @param usualMinor the card's usual amount in the category, minor units
 * @param amountDeviation how many of the card's usual deviations ln(amount) lies above ln(usual)
 * @param history weight of the purchases that the card's habits rest on
 * @param requests10Min requests in 10 minutes before
 * @param requests1Hour requests in the hour before
 * @param requests24Hours requests in the 24 hours before
 * @param small30Min requests of at most {@link FeatureReader#SMALL_MINOR} in 30 minutes before
 * @param suspected24Hours of these, referred or declined ones
 * @param newMerchants1Hour requests in the hour before at merchants new to the card
 * @param newMerchant whether the card never bought at this merchant
 * @param hourShare share of the card's purchases in this hour of the day and beside it, 0 to 1
 * @param travelKm from the card's last purchase in person, kilometres; 0 where there is none
 * @param travelMinutes since that purchase, minutes
 */
public record RequestFeatures(
    long amountMinor,
    long usualMinor,
    double amountDeviation,
    double history,
    int requests10Min,
    int requests1Hour,
    int requests24Hours,
    int small30Min,
    int suspected24Hours,
    int newMerchants1Hour,
    boolean newMerchant,
    double hourShare,
    double travelKm,
    double travelMinutes) {

  /** The amount as a multiple of the card's usual in the category. */
  public double amountRatio() {
    return (double) amountMinor / usualMinor;
  }

  /** Speed between the two purchases, km/h; 0 where there is no earlier one. */
  public double travelKmPerHour() {
    return travelKm == 0 ? 0 : travelKm / Math.max(travelMinutes, 1) * 60;
  }
}
