package io.cardbeam.training;

import io.cardbeam.feature.FeatureList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Numbers the categories by how often they were fraud, so that a tree needs few splits to tell them
 * apart; rare ones are drawn to the middle.
 */
final class CategoryRanks {
  /** Most categories that are numbered; the rarest of more stay unknown. */
  static final int MAX_CATEGORIES = 1_000;

  private static final double PRIOR_REQUESTS = 200;

  private final TrainingTable table;

  CategoryRanks(TrainingTable table) {
    this.table = table;
  }

  private static final class Count {
    private long requests;
    private long frauds;

    double rate(double prior) {
      return (frauds + prior * PRIOR_REQUESTS) / (requests + PRIOR_REQUESTS);
    }
  }

  /** Numbers those of some rows, writes the numbers into the table, and gives them in order. */
  List<String> rank(IntPredicate rows, long knownByMillis) {
    Map<String, Count> counts = new HashMap<>();
    Count all = new Count();
    for (int row = 0; row < table.size(); row++) {
      if (rows.test(row)) {
        Count count = counts.computeIfAbsent(table.category(row), category -> new Count());
        boolean fraud = table.isFraud(row, knownByMillis);
        count.requests++;
        all.requests++;
        count.frauds += fraud ? 1 : 0;
        all.frauds += fraud ? 1 : 0;
      }
    }
    double prior = (double) all.frauds / Math.max(1, all.requests);
    List<String> ranked =
        new ArrayList<>(
            counts.entrySet().stream()
                .sorted(
                    Comparator.comparingLong((Map.Entry<String, Count> e) -> -e.getValue().requests)
                        .thenComparing(Map.Entry::getKey))
                .limit(MAX_CATEGORIES)
                .map(Map.Entry::getKey)
                .toList());
    ranked.sort(
        Comparator.comparingDouble((String category) -> rate(counts, category, prior))
            .thenComparing(Comparator.naturalOrder()));
    write(ranked);
    return List.copyOf(ranked);
  }

  private static double rate(Map<String, Count> counts, String category, double prior) {
    Count count = counts.get(category);
    return count == null ? prior : count.rate(prior);
  }

  private void write(List<String> ranked) {
    int place = FeatureList.named("category_rank").orElseThrow().index();
    Map<String, Integer> ranks = new HashMap<>();
    for (int rank = 0; rank < ranked.size(); rank++) {
      ranks.put(ranked.get(rank), rank);
    }
    for (int row = 0; row < table.size(); row++) {
      Integer rank = ranks.get(table.category(row));
      table.values()[row * FeatureList.SIZE + place] = rank == null ? Float.NaN : rank;
    }
  }
}
