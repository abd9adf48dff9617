package io.cardbeam.pipeline.search;

import java.io.Serializable;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a server that can't now is asked again: after waits that double, each shortened at
 * random by up to half so that workers don't come back together.
 *
 * @param first wait
 * @param most longest single wait
 * @param inAll after so long without anything taken it is over
 */
public record Patience(Duration first, Duration most, Duration inAll) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** From a quarter of a second to one, five seconds in all: somebody looks on. */
  public static final Patience BRIEF =
      new Patience(Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(5));

  /** From a quarter of a second to five, half a minute in all. */
  public static final Patience SHORT =
      new Patience(Duration.ofMillis(250), Duration.ofSeconds(5), Duration.ofSeconds(30));

  /** From a quarter of a second to half a minute, a quarter of an hour in all. */
  public static final Patience LONG =
      new Patience(Duration.ofMillis(250), Duration.ofSeconds(30), Duration.ofMinutes(15));

  private static final int MAX_DOUBLINGS = 20;

  /** The wait after so many failures, from 1; not shorter than a server asks for. */
  Duration wait(int failures, Duration asked, RandomGenerator random) {
    long longest =
        Math.min(most.toNanos(), first.toNanos() << Math.min(failures - 1, MAX_DOUBLINGS));
    long wait = longest - (long) (random.nextDouble() * (longest / 2.0));
    return Duration.ofNanos(Math.max(wait, asked.toNanos()));
  }
}
