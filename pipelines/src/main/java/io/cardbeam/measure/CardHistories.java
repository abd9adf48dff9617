package io.cardbeam.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The requests of each card by event time; of two at the same time, that which was added first. */
public final class CardHistories {
  /**
   * Frauds of a card belong to one burst while each comes less than this after the one before:
   * days.
   */
  public static final int BURST_GAP_DAYS = 30;

  private static final long BURST_GAP_MILLIS = TimeUnit.DAYS.toMillis(BURST_GAP_DAYS);

  private final ScoredRequests requests;
  private final List<int[]> ofCard = new ArrayList<>();

  private CardHistories(ScoredRequests requests) {
    this.requests = requests;
  }

  /** The histories in these requests. */
  public static CardHistories of(ScoredRequests requests) {
    CardHistories histories = new CardHistories(requests);
    int[] counts = new int[requests.cards()];
    for (int card : requests.card) {
      counts[card]++;
    }
    for (int count : counts) {
      histories.ofCard.add(new int[count]);
    }
    int[] filled = new int[counts.length];
    for (int i = 0; i < requests.size(); i++) {
      int card = requests.card[i];
      histories.ofCard.get(card)[filled[card]++] = i;
    }
    histories.ofCard.replaceAll(histories::byTime);
    return histories;
  }

  private int[] byTime(int[] rows) {
    for (int i = 1; i < rows.length; i++) {
      if (requests.timeMillis[rows[i]] < requests.timeMillis[rows[i - 1]]) {
        return IntStream.of(rows)
            .boxed()
            .sorted((a, b) -> Long.compare(requests.timeMillis[a], requests.timeMillis[b]))
            .mapToInt(Integer::intValue)
            .toArray();
      }
    }
    return rows;
  }

  /** For each request, how many its card made before it. */
  public int[] requestsBefore() {
    int[] before = new int[requests.size()];
    for (int[] rows : ofCard) {
      for (int i = 0; i < rows.length; i++) {
        before[rows[i]] = i;
      }
    }
    return before;
  }

  /** The bursts of fraud, by card and time. */
  List<FraudBurst> bursts() {
    List<FraudBurst> bursts = new ArrayList<>();
    for (int card = 0; card < ofCard.size(); card++) {
      int[] frauds = IntStream.of(ofCard.get(card)).filter(i -> requests.fraud[i]).toArray();
      int start = 0;
      for (int i = 1; i <= frauds.length; i++) {
        if (i == frauds.length
            || requests.timeMillis[frauds[i]] - requests.timeMillis[frauds[i - 1]]
                >= BURST_GAP_MILLIS) {
          bursts.add(new FraudBurst(card, IntStream.range(start, i).map(j -> frauds[j]).toArray()));
          start = i;
        }
      }
    }
    return bursts;
  }
}
