package io.cardbeam.simulator;

import java.time.Instant;
import java.util.Optional;

/**
 * What to simulate. The people and merchants depend on the seed alone, what they do on seed, start
 * and fraud rate: a later start goes on with the same cards and with requests of its own.
 *
 * @param seed any number; the same settings give the same traffic, to the byte
 * @param cards how many cards, 1 to {@value #MAX_CARDS}
 * @param start first instant; years 1990 to 2099; a part of a second is cut off
 * @param end first instant that is left out; {@link #NEVER} for traffic without an end
 * @param transactions most requests, above 0; {@link #UNLIMITED} for no limit
 * @param fraudRate expected share of frauds among the requests, 0 to {@value #MAX_FRAUD_RATE}
 * @param schedule when the cardholders live
 * @param joiners the last of the cards, if they are issued later than the others
 */
public record SimulatorSettings(
    long seed,
    int cards,
    Instant start,
    Instant end,
    long transactions,
    double fraudRate,
    Schedule schedule,
    Optional<Joiners> joiners) {
  /** Most cards of a simulation. A card takes about 4 KB of memory. */
  public static final int MAX_CARDS = 100_000;

  /** Largest share of frauds. */
  public static final double MAX_FRAUD_RATE = 0.5;

  /** Share of frauds unless told: about that of Kaggle's data. */
  public static final double DEFAULT_FRAUD_RATE = 0.005;

  /** No end. */
  public static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

  /** No limit of requests. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  private static final Instant EARLIEST_START = Instant.parse("1990-01-01T00:00:00Z");
  private static final Instant LATEST_START = Instant.parse("2100-01-01T00:00:00Z");

  /**
   * Cards that are issued later than the others.
   *
   * @param cards how many; those of the highest indexes
   * @param from when they are issued; a part of a second is cut off
   */
  public record Joiners(int cards, Instant from) {}

  public SimulatorSettings {
    require(cards >= 1 && cards <= MAX_CARDS, "cards must be 1 to " + MAX_CARDS);
    require(
        !start.isBefore(EARLIEST_START) && start.isBefore(LATEST_START),
        "start must be in the years 1990 to 2099");
    require(end.isAfter(start), "end must be after start");
    require(transactions > 0, "transactions must be above 0");
    require(
        fraudRate >= 0 && fraudRate <= MAX_FRAUD_RATE, "fraud rate must be 0 to " + MAX_FRAUD_RATE);
    joiners.ifPresent(
        later ->
            require(
                later.cards() > 0
                    && later.cards() < cards
                    && !later.from().isBefore(start)
                    && later.from().isBefore(end),
                "those who join must be some of the cards, and join between start and end"));
  }

  /** Traffic without an end, with the default share of frauds. */
  public static SimulatorSettings endless(long seed, int cards, Instant start) {
    return new SimulatorSettings(
        seed,
        cards,
        start,
        NEVER,
        UNLIMITED,
        DEFAULT_FRAUD_RATE,
        Schedule.NATURAL,
        Optional.empty());
  }

  /** The same, until an instant. */
  public SimulatorSettings until(Instant newEnd) {
    return new SimulatorSettings(
        seed, cards, start, newEnd, transactions, fraudRate, schedule, joiners);
  }

  /** The same, until this many requests were made. */
  public SimulatorSettings atMost(long newTransactions) {
    return new SimulatorSettings(
        seed, cards, start, end, newTransactions, fraudRate, schedule, joiners);
  }

  /** The same with another share of frauds. */
  public SimulatorSettings withFraudRate(double newFraudRate) {
    return new SimulatorSettings(
        seed, cards, start, end, transactions, newFraudRate, schedule, joiners);
  }

  /** The same by another schedule. */
  public SimulatorSettings by(Schedule newSchedule) {
    return new SimulatorSettings(
        seed, cards, start, end, transactions, fraudRate, newSchedule, joiners);
  }

  /** The same, but the last of the cards are issued later. */
  public SimulatorSettings with(Joiners later) {
    return new SimulatorSettings(
        seed, cards, start, end, transactions, fraudRate, schedule, Optional.of(later));
  }

  /** When a card is issued. */
  Instant startOf(int card) {
    return joiners.filter(later -> card >= cards - later.cards()).map(Joiners::from).orElse(start);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
