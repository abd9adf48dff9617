package io.cardbeam.pipeline.feature;

import io.cardbeam.event.Outcome;
import io.cardbeam.feature.FeatureList;
import java.util.Arrays;

/** A request with the values of all features, what was decided, and what became known later. */
public final class FeatureRow {
  /** In place of a time: it was never confirmed as fraud. */
  public static final long NEVER = Long.MAX_VALUE;

  private final String cardToken;
  private final String requestId;
  private final long timeMillis;
  private final long amountMinor;
  private final String category;
  private final Outcome outcome;
  private final double probability;
  private final long fraudKnownMillis;
  private final float[] values;

  /**
   * @param timeMillis event time, milliseconds since 1970 UTC
   * @param amountMinor amount asked for, minor units
   * @param outcome how it was decided; approved where nothing decided
   * @param probability of fraud, 0 to 1; NaN where nothing decided
   * @param fraudKnownMillis when it was first confirmed as fraud and not taken back; {@link #NEVER}
   * @param values in the order of {@link FeatureList}, NaN where missing; not changed afterwards
   */
  public FeatureRow(
      String cardToken,
      String requestId,
      long timeMillis,
      long amountMinor,
      String category,
      Outcome outcome,
      double probability,
      long fraudKnownMillis,
      float[] values) {
    if (values.length != FeatureList.SIZE) {
      throw new IllegalArgumentException(values.length + " values of " + FeatureList.SIZE);
    }
    this.cardToken = cardToken;
    this.requestId = requestId;
    this.timeMillis = timeMillis;
    this.amountMinor = amountMinor;
    this.category = category;
    this.outcome = outcome;
    this.probability = probability;
    this.fraudKnownMillis = fraudKnownMillis;
    this.values = values;
  }

  public String cardToken() {
    return cardToken;
  }

  public String requestId() {
    return requestId;
  }

  public long timeMillis() {
    return timeMillis;
  }

  public long amountMinor() {
    return amountMinor;
  }

  public String category() {
    return category;
  }

  public Outcome outcome() {
    return outcome;
  }

  public double probability() {
    return probability;
  }

  public long fraudKnownMillis() {
    return fraudKnownMillis;
  }

  /** The value of a feature, by its place in {@link FeatureList}. */
  public float value(int feature) {
    return values[feature];
  }

  /** All values, copied to a place in an array. */
  public void copyValues(float[] to, int at) {
    System.arraycopy(values, 0, to, at, values.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureRow row
        && row.requestId.equals(requestId)
        && row.cardToken.equals(cardToken)
        && row.timeMillis == timeMillis
        && row.amountMinor == amountMinor
        && row.category.equals(category)
        && row.outcome == outcome
        && Double.compare(row.probability, probability) == 0
        && row.fraudKnownMillis == fraudKnownMillis
        && Arrays.equals(row.values, values);
  }

  @Override
  public int hashCode() {
    return requestId.hashCode();
  }

  @Override
  public String toString() {
    return requestId + " " + outcome + " " + Arrays.toString(values);
  }
}
