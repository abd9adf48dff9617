package io.cardbeam.pipeline.search;

import java.io.IOException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Failures in a row of one piece of work, and the waits after them. */
final class Attempts {
  private final String url;
  private final Patience patience;
  private final Waits waits;
  private final RandomGenerator random;
  private int failures;
  private long sinceNanos;

  Attempts(String url, Patience patience, Waits waits, RandomGenerator random) {
    this.url = url;
    this.patience = patience;
    this.waits = waits;
    this.random = random;
  }

  /** Something was taken: the waits begin again. */
  void succeeded() {
    failures = 0;
  }

  /**
   * Waits before the next attempt.
   *
   * @param asked how long the server asks to be left alone
   * @throws SearchUnavailableException if that is over
   */
  void failed(String why, Duration asked) throws IOException {
    if (failures == 0) {
      sinceNanos = waits.nanoTime();
    }
    failures++;
    Duration wait = patience.wait(failures, asked, random);
    Duration passed = Duration.ofNanos(waits.nanoTime() - sinceNanos);
    if (passed.plus(wait).compareTo(patience.inAll()) > 0) {
      throw new SearchUnavailableException(
          "the search server at "
              + url
              + " takes nothing: "
              + why
              + "; gave up after "
              + failures
              + " attempts in "
              + passed.toSeconds()
              + " seconds. Start again when it does: nothing is indexed twice");
    }
    waits.pause(wait);
  }
}
