package io.cardbeam.measure;

import io.cardbeam.event.Outcome;
import io.cardbeam.policy.CostPolicy;
import io.cardbeam.policy.Costs;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * What analysts have to look at: requests from the alert probability on. Each day (UTC) they look
 * at as many as they can, those first that are expected to cost most if nobody looks.
 */
final class WorkSource implements FigureSource {
  private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);

  /**
   * An alert.
   *
   * @param day since 1970
   * @param fraudMinor its amount if it was fraud, else 0
   */
  private record Alert(int card, long day, double expectedLossMinor, double fraudMinor) {}

  private final List<Alert> byDayAndLoss;
  private final double[] fraudMinorOfCard;
  private final long days;
  private final int capacity;

  WorkSource(ScoredRequests requests, Costs costs) {
    capacity = costs.reviewsADay();
    fraudMinorOfCard = new double[requests.cards()];
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int i = 0; i < requests.size(); i++) {
      fraudMinorOfCard[requests.card[i]] +=
          requests.fraud[i] ? (double) requests.amountMinor[i] : 0;
      first = Math.min(first, dayOf(requests, i));
      last = Math.max(last, dayOf(requests, i));
    }
    days = requests.size() == 0 ? 0 : last - first + 1;
    byDayAndLoss =
        IntStream.range(0, requests.size())
            .filter(i -> requests.probability[i] >= costs.alertFrom())
            .mapToObj(i -> alertOf(requests, i, costs))
            .sorted(
                Comparator.comparingLong(Alert::day)
                    .thenComparing(Comparator.comparingDouble(Alert::expectedLossMinor).reversed())
                    .thenComparingDouble(Alert::fraudMinor)
                    .thenComparingInt(Alert::card))
            .toList();
  }

  private static long dayOf(ScoredRequests requests, int i) {
    return Math.floorDiv(requests.timeMillis[i], DAY_MILLIS);
  }

  private static Alert alertOf(ScoredRequests requests, int i, Costs costs) {
    return new Alert(
        requests.card[i],
        dayOf(requests, i),
        requests.probability[i]
            * CostPolicy.costMinor(Outcome.APPROVED, true, requests.amountMinor[i], costs),
        requests.fraud[i] ? (double) requests.amountMinor[i] : 0);
  }

  @Override
  public void measure(int[] weightOfCard, Figures into) {
    long alerts = 0;
    long most = 0;
    long daysAbove = 0;
    double withinMinor = 0;
    long today = Long.MIN_VALUE;
    long alertsToday = 0;
    for (Alert alert : byDayAndLoss) {
      if (alert.day() != today) {
        today = alert.day();
        alertsToday = 0;
      }
      int weight = weightOfCard[alert.card()];
      int looked = (int) Math.max(0, Math.min(weight, capacity - alertsToday));
      withinMinor += looked * alert.fraudMinor();
      boolean wasAbove = alertsToday > capacity;
      alertsToday += weight;
      alerts += weight;
      most = Math.max(most, alertsToday);
      daysAbove += !wasAbove && alertsToday > capacity ? 1 : 0;
    }
    double fraudMinor = 0;
    for (int card = 0; card < fraudMinorOfCard.length; card++) {
      fraudMinor += weightOfCard[card] * fraudMinorOfCard[card];
    }
    into.set(Figure.ALERTS_A_DAY, (double) alerts / days);
    into.set(Figure.MOST_ALERTS_A_DAY, (double) most);
    into.set(Figure.DAYS_ABOVE_CAPACITY, (double) daysAbove);
    into.set(Figure.FRAUD_MONEY_WITHIN_CAPACITY, withinMinor / fraudMinor);
  }
}
