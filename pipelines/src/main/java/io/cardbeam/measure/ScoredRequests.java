package io.cardbeam.measure;

import io.cardbeam.event.Outcome;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Requests with what was foretold, decided and true, in columns: some 30 bytes a request. Cards are
 * numbers from 0 on, each with a request at least; which card it is nobody knows here.
 */
public final class ScoredRequests {
  /** Most requests of one evaluation: 1.5 GB of columns. */
  public static final int MAX_REQUESTS = 50_000_000;

  final double[] probability;
  final boolean[] fraud;
  final int[] card;
  final long[] amountMinor;
  final long[] timeMillis;
  private final Outcome[] outcome;
  private final int cards;

  private ScoredRequests(Builder from, IntPredicate kept) {
    int count = 0;
    for (int i = 0; i < from.size; i++) {
      count += kept.test(i) ? 1 : 0;
    }
    probability = new double[count];
    fraud = new boolean[count];
    card = new int[count];
    amountMinor = new long[count];
    timeMillis = new long[count];
    outcome = new Outcome[count];
    int[] numbers = new int[from.largestCard + 1];
    Arrays.fill(numbers, -1);
    int known = 0;
    int next = 0;
    for (int i = 0; i < from.size; i++) {
      if (kept.test(i)) {
        if (numbers[from.card[i]] < 0) {
          numbers[from.card[i]] = known++;
        }
        probability[next] = from.probability[i];
        fraud[next] = from.fraud[i];
        card[next] = numbers[from.card[i]];
        amountMinor[next] = from.amountMinor[i];
        timeMillis[next] = from.timeMillis[i];
        outcome[next] = from.outcome[i];
        next++;
      }
    }
    cards = known;
  }

  /** How many requests there are. */
  public int size() {
    return probability.length;
  }

  /** How many cards they are of. */
  public int cards() {
    return cards;
  }

  /** How many of them were fraud. */
  public int frauds() {
    int count = 0;
    for (boolean each : fraud) {
      count += each ? 1 : 0;
    }
    return count;
  }

  /** Event time of a request, milliseconds since 1970 UTC. */
  public long timeMillis(int request) {
    return timeMillis[request];
  }

  /** What was decided on a request. */
  public Outcome outcome(int request) {
    return outcome[request];
  }

  /** Amounts of all requests, minor units, in their order. */
  public long[] amountsMinor() {
    return amountMinor.clone();
  }

  /** Their ranking by probability. */
  public Ranking ranking() {
    return Ranking.of(probability, fraud);
  }

  /** Those that a condition on their place keeps. */
  public ScoredRequests where(IntPredicate kept) {
    Builder all = new Builder(0);
    all.size = size();
    all.probability = probability;
    all.fraud = fraud;
    all.card = card;
    all.amountMinor = amountMinor;
    all.timeMillis = timeMillis;
    all.outcome = outcome;
    all.largestCard = cards - 1;
    return new ScoredRequests(all, kept);
  }

  /** Takes requests in, one by one. */
  public static final class Builder {
    private static final int FIRST_CAPACITY = 1 << 12;

    private int size;
    private int largestCard = -1;
    private double[] probability;
    private boolean[] fraud;
    private int[] card;
    private long[] amountMinor;
    private long[] timeMillis;
    private Outcome[] outcome;

    /** A builder without requests. */
    public Builder() {
      this(FIRST_CAPACITY);
    }

    private Builder(int capacity) {
      probability = new double[capacity];
      fraud = new boolean[capacity];
      card = new int[capacity];
      amountMinor = new long[capacity];
      timeMillis = new long[capacity];
      outcome = new Outcome[capacity];
    }

    /**
     * Takes in a request.
     *
     * @param ofFraud probability of fraud that was foretold, 0 to 1
     * @param isFraud what was true
     * @param cardNumber a number for its card, from 0, without large gaps
     * @param minor amount, minor units
     * @param millis event time, milliseconds since 1970 UTC
     * @param decided what was decided
     * @throws IllegalArgumentException if the probability is not from 0 to 1
     * @throws IllegalStateException if there are {@value #MAX_REQUESTS} already
     */
    public Builder add(
        double ofFraud, boolean isFraud, int cardNumber, long minor, long millis, Outcome decided) {
      if (!(ofFraud >= 0 && ofFraud <= 1)) {
        throw new IllegalArgumentException("probability " + ofFraud + " is not from 0 to 1");
      }
      if (size == MAX_REQUESTS) {
        throw new IllegalStateException("more than " + MAX_REQUESTS + " requests");
      }
      if (size == probability.length) {
        grow(2 * size);
      }
      probability[size] = ofFraud;
      fraud[size] = isFraud;
      card[size] = cardNumber;
      amountMinor[size] = minor;
      timeMillis[size] = millis;
      outcome[size] = decided;
      largestCard = Math.max(largestCard, cardNumber);
      size++;
      return this;
    }

    private void grow(int capacity) {
      probability = Arrays.copyOf(probability, capacity);
      fraud = Arrays.copyOf(fraud, capacity);
      card = Arrays.copyOf(card, capacity);
      amountMinor = Arrays.copyOf(amountMinor, capacity);
      timeMillis = Arrays.copyOf(timeMillis, capacity);
      outcome = Arrays.copyOf(outcome, capacity);
    }

    /** The requests so far. */
    public ScoredRequests build() {
      return new ScoredRequests(this, request -> true);
    }
  }
}
