package io.cardbeam.measure;

import io.cardbeam.event.Outcome;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Puts decisions and labels together by card and request id, since an id is one among those of its
 * card: all decisions first, then the labels in any order. What comes twice on either side counts
 * once and is reported. Time is that of the decision.
 */
public final class LabelJoin {
  private static final int FIRST_CAPACITY = 1 << 12;

  private final IdTable ids = new IdTable();
  private final BitSet labelled = new BitSet();
  private final ScoredRequests.Builder joined = new ScoredRequests.Builder();
  private long[] timeMillis = new long[FIRST_CAPACITY];
  private double[] probability = new double[FIRST_CAPACITY];
  private Outcome[] outcome = new Outcome[FIRST_CAPACITY];
  private long repeatedDecisions;
  private long joinedLabels;
  private long undecided;
  private long repeatedLabels;

  /**
   * What became of the rows.
   *
   * @param joined requests with decision and label
   * @param unlabelled decisions without a label
   * @param undecided labels without a decision
   * @param repeatedDecisions decisions on a request that had one
   * @param repeatedLabels labels of a request that had one
   */
  public record Counts(
      long joined, long unlabelled, long undecided, long repeatedDecisions, long repeatedLabels) {}

  /**
   * Takes in a decision.
   *
   * @param cardToken token of the card that it is on
   * @param millis event time of the request, milliseconds since 1970 UTC
   * @param ofFraud probability of fraud, 0 to 1
   * @throws IllegalStateException if there are {@value ScoredRequests#MAX_REQUESTS} already
   */
  public void decision(
      String requestId, String cardToken, long millis, double ofFraud, Outcome decided) {
    int place = ids.size();
    if (place == ScoredRequests.MAX_REQUESTS) {
      throw new IllegalStateException("more than " + place + " decisions");
    }
    if (!ids.add(key(requestId, cardToken))) {
      repeatedDecisions++;
      return;
    }
    if (place == timeMillis.length) {
      timeMillis = Arrays.copyOf(timeMillis, 2 * place);
      probability = Arrays.copyOf(probability, 2 * place);
      outcome = Arrays.copyOf(outcome, 2 * place);
    }
    timeMillis[place] = millis;
    probability[place] = ofFraud;
    outcome[place] = decided;
  }

  /**
   * Takes in a label.
   *
   * @param cardToken token of its card
   * @param card a number for its card, from 0, without large gaps
   * @param amountMinor amount of the request, minor units
   */
  public void label(String requestId, String cardToken, int card, long amountMinor, boolean fraud) {
    int place = ids.find(key(requestId, cardToken));
    if (place == IdTable.UNKNOWN) {
      undecided++;
    } else if (labelled.get(place)) {
      repeatedLabels++;
    } else {
      labelled.set(place);
      joinedLabels++;
      joined.add(probability[place], fraud, card, amountMinor, timeMillis[place], outcome[place]);
    }
  }

  /** A token holds no blank. */
  private static String key(String requestId, String cardToken) {
    return cardToken + ' ' + requestId;
  }

  /** What became of the rows so far. */
  public Counts counts() {
    return new Counts(
        joinedLabels,
        ids.size() - labelled.cardinality(),
        undecided,
        repeatedDecisions,
        repeatedLabels);
  }

  /** The requests with decision and label, in the order of the labels. */
  public ScoredRequests joined() {
    return joined.build();
  }
}
