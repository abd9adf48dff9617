package io.cardbeam.command.replay;

import static io.cardbeam.command.replay.TestArchive.START;
import static io.cardbeam.command.replay.TestArchive.payment;
import static io.cardbeam.command.replay.TestArchive.request;

import io.cardbeam.wire.Event;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

/** Archives of logs whose events came in whatever order. */
abstract class ReplayOnTrial {
  static final long HOUR = TimeUnit.HOURS.toMillis(1);

  @TempDir Path folder = Path.of("");

  /** Cards' logs: places rise, time mostly does; some events came late, by up to three days. */
  static List<Event> log(Random random) {
    List<Event> log = new ArrayList<>();
    long millis = START + TimeUnit.DAYS.toMillis(4);
    for (int i = 0; i < 300; i++) {
      millis += random.nextInt(4) == 0 ? 0 : random.nextLong(HOUR / 4);
      long late = random.nextInt(10) == 0 ? random.nextLong(TimeUnit.DAYS.toMillis(3)) : 0;
      String card = "card-" + random.nextInt(5);
      log.add(
          random.nextInt(5) == 0
              ? payment("y-" + i, card, i, millis - late, 100)
              : request("r-" + i, card, i, millis - late));
    }
    return log;
  }

  /** Events of a log behind a later one of their card, the slow way. */
  static long late(List<Event> log) {
    return log.stream()
        .filter(
            event ->
                log.stream()
                    .anyMatch(
                        other ->
                            other.type() == event.type()
                                && other.cardToken().equals(event.cardToken())
                                && other.position() < event.position()
                                && other.eventTimeMillis() > event.eventTimeMillis()))
        .count();
  }
}
