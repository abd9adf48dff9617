package io.cardbeam.measure;

import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/** The figures of a ranking by their definitions, over all pairs and all thresholds. */
final class SlowRanking {
  private final double[] score;
  private final boolean[] fraud;

  SlowRanking(double[] score, boolean[] fraud) {
    this.score = score;
    this.fraud = fraud;
  }

  double rocAuc() {
    double won = 0;
    double pairs = 0;
    for (int i = 0; i < score.length; i++) {
      for (int j = 0; j < score.length; j++) {
        if (fraud[i] && !fraud[j]) {
          pairs++;
          won += score[i] > score[j] ? 1 : score[i] == score[j] ? 0.5 : 0;
        }
      }
    }
    return won / pairs;
  }

  double averagePrecision() {
    double sum = 0;
    double recallBefore = 0;
    for (double threshold : thresholds()) {
      sum += (recall(threshold) - recallBefore) * precision(threshold);
      recallBefore = recall(threshold);
    }
    return sum;
  }

  double bestF1() {
    return thresholds().stream()
        .mapToDouble(
            t -> {
              double sum = precision(t) + recall(t);
              return sum == 0 ? 0 : 2 * precision(t) * recall(t) / sum;
            })
        .max()
        .orElse(Double.NaN);
  }

  double recallAtFalsePositives(double share) {
    return thresholds().stream()
        .filter(t -> count(t, false) <= share * count(Double.NEGATIVE_INFINITY, false) + 1e-9)
        .mapToDouble(this::recall)
        .max()
        .orElse(0);
  }

  /** Of the scores that fit all is found, of the next one as large a part as there is room for. */
  double recallAtAlerts(double share) {
    double room = share * score.length;
    double found = 0;
    for (double threshold : thresholds()) {
      double frauds = (double) countAt(threshold, true);
      double all = frauds + countAt(threshold, false);
      found += frauds * Math.min(1, room / all);
      room = Math.max(0, room - all);
    }
    return found / count(Double.NEGATIVE_INFINITY, true);
  }

  private long countAt(double value, boolean wanted) {
    long count = 0;
    for (int i = 0; i < score.length; i++) {
      count += score[i] == value && fraud[i] == wanted ? 1 : 0;
    }
    return count;
  }

  private SortedSet<Double> thresholds() {
    SortedSet<Double> all = new TreeSet<>(Comparator.reverseOrder());
    for (double each : score) {
      all.add(each);
    }
    return all;
  }

  double precision(double threshold) {
    long found = count(threshold, true);
    return (double) found / (found + count(threshold, false));
  }

  double recall(double threshold) {
    return (double) count(threshold, true) / count(Double.NEGATIVE_INFINITY, true);
  }

  private long count(double threshold, boolean wanted) {
    long count = 0;
    for (int i = 0; i < score.length; i++) {
      count += score[i] >= threshold && fraud[i] == wanted ? 1 : 0;
    }
    return count;
  }
}
