package io.cardbeam.measure.drift;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Each month against a reference, without labels.
 *
 * @param referenceRequests how many requests the reference has
 * @param months by time
 */
public record DriftTable(long referenceRequests, List<Month> months) {
  /** How many of the first months are the reference where no date is given. */
  public static final int REFERENCE_MONTHS = 3;

  private static final double MEDIAN = 0.5;
  private static final double UPPER = 0.99;
  private static final double TOP = 0.999;

  public DriftTable {
    months = List.copyOf(months);
  }

  /**
   * A month.
   *
   * @param month as 2020-03, UTC
   * @param requests how many
   * @param approvedShare share of them, 0 to 1, as those that follow
   * @param referredShare share
   * @param declinedShare share
   * @param alertShare share that an analyst is shown
   * @param scoreMedian median probability of fraud
   * @param scoreP99 probability that 99 % don't exceed
   * @param scoreP999 probability that 99.9 % don't exceed
   * @param scoreIndex stability index of the probabilities
   * @param features stability index of each feature, largest first
   */
  public record Month(
      String month,
      long requests,
      double approvedShare,
      double referredShare,
      double declinedShare,
      double alertShare,
      double scoreMedian,
      double scoreP99,
      double scoreP999,
      double scoreIndex,
      List<FeatureIndex> features) {
    public Month {
      features = List.copyOf(features);
    }
  }

  /**
   * How far a feature moved.
   *
   * @param name of the feature
   * @param index stability index, 0 or more
   * @param missingShare share of requests without a value, 0 to 1
   */
  public record FeatureIndex(String name, double index, double missingShare) {}

  /**
   * The table.
   *
   * @param names of the features, in their order
   * @param before tallies of what belongs to the reference, by month; if there is nothing, the
   *     first {@value #REFERENCE_MONTHS} months are the reference
   * @param after tallies of all else, by month; a month may be in both
   * @throws IllegalArgumentException if there is nothing at all
   */
  public static DriftTable of(
      List<String> names, Map<YearMonth, DriftTally> before, Map<YearMonth, DriftTally> after) {
    SortedMap<YearMonth, DriftTally> all = new TreeMap<>();
    for (Map<YearMonth, DriftTally> part : List.of(before, after)) {
      part.forEach(
          (month, tally) ->
              all.computeIfAbsent(month, m -> DriftTally.ofFeatures(names.size())).add(tally));
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException("no requests");
    }
    DriftTally reference = DriftTally.ofFeatures(names.size());
    (before.isEmpty() ? all.values().stream().limit(REFERENCE_MONTHS) : before.values().stream())
        .forEach(reference::add);
    List<Month> months = new ArrayList<>();
    all.forEach((month, tally) -> months.add(month(month.toString(), tally, reference, names)));
    return new DriftTable(reference.requests(), months);
  }

  private static Month month(
      String month, DriftTally tally, DriftTally reference, List<String> names) {
    double requests = (double) tally.requests();
    List<FeatureIndex> features = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      features.add(
          new FeatureIndex(
              names.get(i),
              StabilityIndex.of(reference.feature(i), tally.feature(i)),
              tally.feature(i).missing() / requests));
    }
    features.sort(
        Comparator.comparingDouble(FeatureIndex::index)
            .reversed()
            .thenComparing(FeatureIndex::name));
    return new Month(
        month,
        tally.requests(),
        (requests - tally.referred() - tally.declined()) / requests,
        tally.referred() / requests,
        tally.declined() / requests,
        tally.alerts() / requests,
        tally.scores().quantile(MEDIAN),
        tally.scores().quantile(UPPER),
        tally.scores().quantile(TOP),
        StabilityIndex.of(reference.scores(), tally.scores()),
        features);
  }
}
