package io.cardbeam.measure;

import static java.util.stream.Collectors.groupingBy;

import io.cardbeam.event.Outcome;
import io.cardbeam.measure.GeneratedRequests.Row;
import io.cardbeam.policy.CostPolicy;
import io.cardbeam.policy.Costs;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** What {@link Evaluator} gives beyond the ranking, by the words of each figure, row by row. */
final class SlowFigures {
  private final List<Row> rows;
  private final Costs costs;
  private final Map<Figure, Double> figures = new EnumMap<>(Figure.class);

  private SlowFigures(List<Row> rows, Costs costs) {
    this.rows = rows;
    this.costs = costs;
  }

  static Map<Figure, Double> of(List<Row> rows, Costs costs, double firstFraudThreshold) {
    SlowFigures slow = new SlowFigures(rows, costs);
    slow.answers();
    slow.money();
    slow.bursts(firstFraudThreshold);
    slow.analysts();
    return slow.figures;
  }

  private double count(Predicate<Row> wanted) {
    return (double) rows.stream().filter(wanted).count();
  }

  private void answers() {
    Predicate<Row> fraud = Row::fraud;
    Predicate<Row> stopped = row -> row.outcome() != Outcome.APPROVED;
    Predicate<Row> declined = row -> row.outcome() == Outcome.DECLINED;
    figures.put(Figure.PRECISION, count(stopped.and(fraud)) / count(stopped));
    figures.put(Figure.RECALL, count(stopped.and(fraud)) / count(fraud));
    figures.put(Figure.FALSE_POSITIVES, count(stopped.and(fraud.negate())) / count(fraud.negate()));
    figures.put(Figure.DECLINED_PRECISION, count(declined.and(fraud)) / count(declined));
    figures.put(Figure.DECLINED_RECALL, count(declined.and(fraud)) / count(fraud));
    figures.put(Figure.DECLINED_SHARE, count(declined) / rows.size());
    figures.put(
        Figure.REFERRED_SHARE, count(row -> row.outcome() == Outcome.REFERRED) / rows.size());
    figures.put(Figure.APPROVED_SHARE, count(stopped.negate()) / rows.size());
    figures.put(
        Figure.BRIER_SCORE,
        rows.stream()
            .mapToDouble(row -> Math.pow(row.probability() - (row.fraud() ? 1 : 0), 2))
            .average()
            .orElseThrow());
  }

  private double loss(Function<Row, Outcome> answer) {
    return rows.stream()
        .mapToDouble(
            row -> CostPolicy.costMinor(answer.apply(row), row.fraud(), row.amountMinor(), costs))
        .sum();
  }

  private void money() {
    figures.put(Figure.LOSS_APPROVING_ALL, loss(row -> Outcome.APPROVED));
    figures.put(Figure.LOSS_TAKEN, loss(Row::outcome));
    figures.put(
        Figure.LOSS_OF_POLICY,
        loss(row -> CostPolicy.outcome(row.probability(), row.amountMinor(), costs)));
    figures.put(Figure.SAVED, loss(row -> Outcome.APPROVED) - loss(Row::outcome));
    double best = bestF1Threshold();
    figures.put(
        Figure.LOSS_AT_BEST_F1,
        loss(row -> row.probability() >= best ? Outcome.DECLINED : Outcome.APPROVED));
    figures.put(
        Figure.FRAUD_MONEY_STOPPED,
        fraudMoney(row -> row.outcome() != Outcome.APPROVED) / fraudMoney(row -> true));
  }

  private double bestF1Threshold() {
    Map<Double, Double> f1 = new TreeMap<>(Comparator.reverseOrder());
    for (Row each : rows) {
      double found = count(row -> row.fraud() && row.probability() >= each.probability());
      double taken = count(row -> row.probability() >= each.probability());
      f1.put(each.probability(), 2 * found / (taken + count(Row::fraud)));
    }
    double best = f1.values().stream().max(Comparator.naturalOrder()).orElseThrow();
    return f1.entrySet().stream()
        .filter(entry -> entry.getValue() >= best)
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private double fraudMoney(Predicate<Row> wanted) {
    return rows.stream().filter(Row::fraud).filter(wanted).mapToDouble(Row::amountMinor).sum();
  }

  private void bursts(double firstFraudThreshold) {
    List<List<Row>> bursts = new ArrayList<>();
    for (List<Row> ofCard :
        rows.stream().filter(Row::fraud).collect(groupingBy(Row::card)).values()) {
      List<Row> sorted = new ArrayList<>(ofCard);
      sorted.sort(Comparator.comparingLong(Row::timeMillis));
      Instant before = Instant.MIN;
      for (Row row : sorted) {
        Instant time = Instant.ofEpochMilli(row.timeMillis());
        if (before.equals(Instant.MIN) || !time.isBefore(before.plus(30, ChronoUnit.DAYS))) {
          bursts.add(new ArrayList<>());
        }
        bursts.get(bursts.size() - 1).add(row);
        before = time;
      }
    }
    List<Double> passed = new ArrayList<>();
    List<Double> minutes = new ArrayList<>();
    int first = 0;
    for (List<Row> burst : bursts) {
      first += burst.get(0).probability() >= firstFraudThreshold ? 1 : 0;
      burst.stream()
          .filter(row -> row.outcome() != Outcome.APPROVED)
          .findFirst()
          .ifPresent(
              row -> {
                passed.add((double) burst.indexOf(row));
                minutes.add((row.timeMillis() - burst.get(0).timeMillis()) / 60_000.0);
              });
    }
    double all = bursts.size();
    figures.put(Figure.FIRST_FRAUDS_AT_FALSE_POSITIVES_0_1, first / all);
    figures.put(Figure.CAUGHT_AT_FIRST, passed.stream().filter(n -> n == 0).count() / all);
    figures.put(Figure.CAUGHT_AT_SECOND, passed.stream().filter(n -> n == 1).count() / all);
    figures.put(Figure.CAUGHT_AT_THIRD, passed.stream().filter(n -> n == 2).count() / all);
    figures.put(Figure.CAUGHT_LATER, passed.stream().filter(n -> n > 2).count() / all);
    figures.put(Figure.NEVER_CAUGHT, (all - passed.size()) / all);
    figures.put(Figure.MEDIAN_FRAUDS_BEFORE_CAUGHT, median(passed));
    figures.put(Figure.MEDIAN_MINUTES_TO_CAUGHT, median(minutes));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int n = sorted.size();
    return n == 0 ? Double.NaN : (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
  }

  private static LocalDate dayOf(Row row) {
    return Instant.ofEpochMilli(row.timeMillis()).atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private void analysts() {
    Collection<List<Row>> days =
        rows.stream()
            .filter(row -> row.probability() >= costs.alertFrom())
            .collect(groupingBy(SlowFigures::dayOf))
            .values();
    LocalDate first = rows.stream().map(SlowFigures::dayOf).min(LocalDate::compareTo).orElseThrow();
    LocalDate last = rows.stream().map(SlowFigures::dayOf).max(LocalDate::compareTo).orElseThrow();
    double within = 0;
    for (List<Row> day : days) {
      within +=
          day.stream()
              .sorted(Comparator.comparingDouble(this::expectedLoss).reversed())
              .limit(costs.reviewsADay())
              .filter(Row::fraud)
              .mapToDouble(Row::amountMinor)
              .sum();
    }
    int alerts = days.stream().mapToInt(List::size).sum();
    figures.put(Figure.ALERTS_A_DAY, alerts / (ChronoUnit.DAYS.between(first, last) + 1.0));
    figures.put(
        Figure.MOST_ALERTS_A_DAY, (double) days.stream().mapToInt(List::size).max().orElse(0));
    figures.put(
        Figure.DAYS_ABOVE_CAPACITY,
        (double) days.stream().filter(day -> day.size() > costs.reviewsADay()).count());
    figures.put(Figure.FRAUD_MONEY_WITHIN_CAPACITY, within / fraudMoney(row -> true));
  }

  private double expectedLoss(Row row) {
    return row.probability()
        * CostPolicy.costMinor(Outcome.APPROVED, true, row.amountMinor(), costs);
  }
}
