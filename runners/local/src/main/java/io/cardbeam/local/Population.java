package io.cardbeam.local;

import io.cardbeam.command.ReplacedFile;
import io.cardbeam.simulator.Schedule;
import io.cardbeam.simulator.Schedule.Pause;
import io.cardbeam.simulator.SimulatorSettings;
import io.cardbeam.simulator.SimulatorSettings.Joiners;
import io.cardbeam.simulator.population.SpendingProfile;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Who lives in a data folder, and by which time. Decided at the first start and kept: a second
 * start goes on with the same people, whatever is asked for then.
 *
 * @param seed of the simulation
 * @param cards how many
 * @param start first instant of event time
 * @param live how the traffic keeps the time of today; empty if it has a time of its own
 */
record Population(long seed, int cards, Instant start, Optional<Live> live) {
  /** Requests of the history, on average: what a stream decides in about a minute. */
  static final int HISTORY_REQUESTS = 40_000;

  /** Length of the history: of two months the cycles close in it, mostly. */
  static final Duration HISTORY = Duration.ofDays(75);

  /** Share of the history's requests that are of cards with all of it. */
  static final double SETTLED_SHARE = 0.7;

  /**
   * After a crash the bookmark lies some seconds back. What was sent since is sent again, so that
   * what follows it is not lost.
   */
  static final Duration SENT_AGAIN = Duration.ofSeconds(10);

  /** Most times that a folder can be gone on with. */
  static final int MAX_PAUSES = 10_000;

  private static final String FILE = "population.properties";
  private static final String PAUSE = "pause.";
  private static final double DAY_SECONDS = Duration.ofDays(1).toSeconds();

  /**
   * Traffic of today.
   *
   * @param joined when the cardholders joined who have less of a history than others; empty if all
   *     have the same
   * @param from end of the history; from here on there are so many requests a second as were asked
   *     for
   * @param factor so many times as often as people the cardholders buy from then on
   * @param pauses in which no demo ran
   */
  record Live(Optional<Joiners> joined, Instant from, double factor, List<Pause> pauses) {
    Live {
      pauses = List.copyOf(pauses);
    }

    private Schedule schedule() {
      return new Schedule(from, factor, true, pauses);
    }

    private Live with(List<Pause> newPauses) {
      return new Live(joined, from, factor, newPauses);
    }
  }

  /** People with a time of their own, which begins at an instant. */
  static Population withOwnTime(long seed, int cards, Instant start) {
    return new Population(seed, cards, start, Optional.empty());
  }

  /**
   * People of today, with a history of {@link #HISTORY}. Where that would be more than {@link
   * #HISTORY_REQUESTS}, only so many of them have all of it as make {@link #SETTLED_SHARE} of those
   * requests, and the others join when theirs make the rest.
   *
   * @param rate requests a second, within {@link #leastRate} and {@link #mostRate}
   * @param now in whole seconds
   */
  static Population ofToday(long seed, int cards, double rate, Instant now) {
    Optional<Joiners> joined = Optional.empty();
    double ofAll = leastRate(cards) * HISTORY.toSeconds();
    if (ofAll > HISTORY_REQUESTS) {
      int settled = (int) (cards * SETTLED_SHARE * HISTORY_REQUESTS / ofAll);
      double seconds = (1 - SETTLED_SHARE) * HISTORY_REQUESTS / leastRate(cards - settled);
      joined = Optional.of(new Joiners(cards - settled, now.minusSeconds(Math.round(seconds))));
    }
    return new Population(
        seed,
        cards,
        now.minus(HISTORY),
        Optional.of(new Live(joined, now, rate / leastRate(cards), List.of())));
  }

  /** Requests a second of so many cardholders who buy as often as people do. */
  static double leastRate(int cards) {
    return cards * SpendingProfile.MEAN_PURCHASES_PER_DAY / DAY_SECONDS;
  }

  /** Requests a second of so many cardholders who buy as often as they can. */
  static double mostRate(int cards) {
    return leastRate(cards) * Schedule.MAX_BUSY_FACTOR;
  }

  /**
   * Who lives in this folder; empty before the first start.
   *
   * @throws IOException if the file can't be read or is damaged
   */
  static Optional<Population> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties kept = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      kept.load(reader);
    }
    try {
      Population population =
          new Population(
              Long.parseLong(kept.getProperty("seed", "")),
              Integer.parseInt(kept.getProperty("cards", "")),
              Instant.parse(kept.getProperty("start", "")),
              live(kept));
      population.settings();
      return Optional.of(population);
    } catch (RuntimeException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  private static Optional<Live> live(Properties kept) {
    String from = kept.getProperty("live.from", "");
    if (from.isEmpty()) {
      return Optional.empty();
    }
    List<Pause> pauses = new ArrayList<>();
    for (int i = 1; kept.containsKey(PAUSE + i); i++) {
      String[] ends = kept.getProperty(PAUSE + i).split("/", 2);
      pauses.add(new Pause(Instant.parse(ends[0]), Instant.parse(ends[1])));
    }
    return Optional.of(
        new Live(
            joiners(kept),
            Instant.parse(from),
            Double.parseDouble(kept.getProperty("live.factor", "")),
            pauses));
  }

  private static Optional<Joiners> joiners(Properties kept) {
    String cards = kept.getProperty("joined.cards", "");
    return cards.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Joiners(
                Integer.parseInt(cards), Instant.parse(kept.getProperty("joined.from", ""))));
  }

  /** Keeps it in place of what was there. */
  void keep(Path folder) throws IOException {
    Properties kept = new Properties();
    kept.setProperty("seed", Long.toString(seed));
    kept.setProperty("cards", Integer.toString(cards));
    kept.setProperty("start", start.toString());
    live.ifPresent(
        now -> {
          now.joined()
              .ifPresent(
                  joined -> {
                    kept.setProperty("joined.cards", Integer.toString(joined.cards()));
                    kept.setProperty("joined.from", joined.from().toString());
                  });
          kept.setProperty("live.from", now.from().toString());
          kept.setProperty("live.factor", Double.toString(now.factor()));
          for (int i = 0; i < now.pauses().size(); i++) {
            Pause pause = now.pauses().get(i);
            kept.setProperty(PAUSE + (i + 1), pause.from() + "/" + pause.to());
          }
        });
    ReplacedFile.write(
        folder.resolve(FILE),
        bytes -> kept.store(bytes, "Who lives here; the traffic goes on with them"));
  }

  /** Settings of the simulation. */
  SimulatorSettings settings() {
    SimulatorSettings settings = SimulatorSettings.endless(seed, cards, start);
    return live.map(now -> now.joined().map(settings::with).orElse(settings).by(now.schedule()))
        .orElse(settings);
  }

  /**
   * The same people after no demo has run for a while: they did not buy meanwhile. A history that
   * was not played to its end is played on.
   *
   * @param reachedMillis how far the traffic had come, milliseconds since 1970
   * @param now a new start
   * @throws IOException if the clock was put back, or there were too many starts
   */
  Population away(long reachedMillis, Instant now) throws IOException {
    if (live.isEmpty()) {
      return this;
    }
    Instant reached = Instant.ofEpochMilli(reachedMillis);
    if (reached.minus(SENT_AGAIN).isAfter(now)) {
      throw new IOException(
          "the traffic has come to " + reached + ", which lies ahead of this machine's clock");
    }
    Instant begin = reached.plus(SENT_AGAIN);
    Instant from = begin.isAfter(live.get().from()) ? begin : live.get().from();
    if (!from.isBefore(now)) {
      return this;
    }
    List<Pause> pauses = new ArrayList<>(live.get().pauses());
    // A start that sent nothing leaves the traffic where the one before it had left it.
    pauses.removeIf(pause -> !pause.from().isBefore(from));
    if (pauses.size() == MAX_PAUSES) {
      throw new IOException(
          "this folder was started " + MAX_PAUSES + " times: begin another, with --data");
    }
    pauses.add(new Pause(from, now));
    return new Population(seed, cards, start, Optional.of(live.get().with(pauses)));
  }
}
