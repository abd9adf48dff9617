package io.cardbeam.measure;

import io.cardbeam.event.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Requests of some cards over some months, a third of them fraud, drawn from a seed. */
final class GeneratedRequests {
  private static final long START_MILLIS = 1_577_836_800_000L; // 2020-01-01

  /** A request as a value. */
  record Row(
      double probability,
      boolean fraud,
      int card,
      long amountMinor,
      long timeMillis,
      Outcome outcome) {}

  private static final List<Outcome> OUTCOMES =
      List.of(Outcome.APPROVED, Outcome.REFERRED, Outcome.DECLINED);

  private GeneratedRequests() {}

  static List<Row> rows(int count, int cards, long seed) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean fraud = Draws.below(3, seed, 1, i) == 0;
      double p = Draws.below(40, seed, 2, i) / (fraud ? 40.0 : 60.0);
      rows.add(
          new Row(
              p,
              fraud,
              Draws.below(cards, seed, 3, i),
              100L + Draws.below(100_000, seed, 4, i),
              START_MILLIS + TimeUnit.MINUTES.toMillis(Draws.below(120 * 1440, seed, 5, i)),
              OUTCOMES.get(Draws.below(3, seed, 6, i))));
    }
    return rows;
  }

  static ScoredRequests of(List<Row> rows) {
    ScoredRequests.Builder builder = new ScoredRequests.Builder();
    for (Row row : rows) {
      builder.add(
          row.probability, row.fraud, row.card, row.amountMinor, row.timeMillis, row.outcome);
    }
    return builder.build();
  }
}
