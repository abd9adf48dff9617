package io.cardbeam.training;

import io.cardbeam.event.Outcome;
import io.cardbeam.feature.FeatureList;
import io.cardbeam.pipeline.feature.FeatureRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/** Feature rows at random, some of them frauds that show in two features. */
final class GeneratedRows {
  static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  static final int DAYS = 365;

  private static final int CARDS = 40;
  private static final int REQUESTS = 2_000;
  private static final double FRAUD_RATE = 0.15;

  private GeneratedRows() {}

  /** The same rows for the same seed; labels come 3 to 33 days after their requests. */
  static List<FeatureRow> of(long seed) {
    Random random = new Random(seed);
    List<FeatureRow> rows = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      long time =
          START.toEpochMilli() + (long) (random.nextDouble() * Duration.ofDays(DAYS).toMillis());
      boolean fraud = random.nextDouble() < FRAUD_RATE;
      float[] values = new float[FeatureList.SIZE];
      for (int j = 0; j < values.length; j++) {
        boolean known = !FeatureList.all().get(j).isOfSuspicion() && random.nextInt(10) > 0;
        values[j] = known ? (float) random.nextGaussian() : Float.NaN;
      }
      if (fraud) {
        values[0] += 2;
        values[1] += 1;
      }
      long delay = Duration.ofDays(3).toMillis() + (long) (random.nextDouble() * 30 * 86_400_000L);
      rows.add(
          new FeatureRow(
              "card-" + random.nextInt(CARDS),
              "request-" + i,
              time,
              1 + random.nextInt(10_000),
              fraud && random.nextBoolean() ? "travel" : "shop-" + random.nextInt(5),
              Outcome.APPROVED,
              Double.NaN,
              fraud ? time + delay : FeatureRow.NEVER,
              values));
    }
    return rows;
  }

  /** The same rows with other labels: when each was confirmed as fraud, milliseconds. */
  static List<FeatureRow> labelled(List<FeatureRow> rows, ToLongFunction<FeatureRow> label) {
    return rows.stream().map(row -> copy(row, row.cardToken(), label.applyAsLong(row))).toList();
  }

  /** The same rows of cards by other names. */
  static List<FeatureRow> renamed(List<FeatureRow> rows, UnaryOperator<String> name) {
    return rows.stream()
        .map(row -> copy(row, name.apply(row.cardToken()), row.fraudKnownMillis()))
        .toList();
  }

  private static FeatureRow copy(FeatureRow row, String token, long fraudKnownMillis) {
    float[] values = new float[FeatureList.SIZE];
    row.copyValues(values, 0);
    return new FeatureRow(
        token,
        row.requestId(),
        row.timeMillis(),
        row.amountMinor(),
        row.category(),
        row.outcome(),
        row.probability(),
        fraudKnownMillis,
        values);
  }

  /** A table of copies, since a table empties its list. */
  static TrainingTable table(List<FeatureRow> rows) {
    return TrainingTable.of(new ArrayList<>(rows));
  }
}
