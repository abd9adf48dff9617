package io.cardbeam.command.rule;

import io.cardbeam.command.UtcTimeConverter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** From which event time on something counts. */
final class EffectiveOption {
  /** How far ahead it lies unless told otherwise. */
  static final Duration AHEAD = Duration.ofSeconds(10);

  /** Least time that a running stream is given to take it up. */
  static final Duration LEAST_AHEAD = Duration.ofSeconds(5);

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--effective-from",
      paramLabel = "TIME",
      converter = UtcTimeConverter.class,
      description =
          "Event time from which it counts, for instance 2026-03-02T10:00:00Z. Default: 10 seconds"
              + " from now, so that a running stream has it before the first request that it"
              + " bears on.")
  private @Nullable Instant from;

  @Option(
      names = "--backdate",
      description = {
        "Let it count from a time that has passed or is less than 5 seconds away. Requests that"
            + " are answered already keep their answer, so a replay will differ from what was"
            + " decided."
      })
  private boolean backdate;

  /**
   * The event time.
   *
   * @throws ParameterException if it lies in the past and that is not meant
   */
  Instant from(Instant now) {
    Instant chosen = from == null ? now.plus(AHEAD) : from;
    if (!backdate && chosen.isBefore(now.plus(LEAST_AHEAD))) {
      throw new ParameterException(
          spec.commandLine(),
          "--effective-from "
              + chosen
              + " is not at least 5 seconds ahead; --backdate if that is meant");
    }
    return chosen;
  }
}
