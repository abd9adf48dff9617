package io.cardbeam.command.replay;

import io.cardbeam.command.UtcTimeConverter;
import io.cardbeam.command.WindowOption;
import io.cardbeam.traffic.InputWindow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which part of an archive is replayed, by event time. */
final class ReplayWindowOption {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      converter = UtcTimeConverter.class,
      description = {
        "Replay only what happened from this date (or time, as 2020-06-21T12:00:00Z) on, UTC.",
        "With --to-kafka, updates of cards before it are sent too, at once, so that it is known who"
            + " holds them; a new stream knows nothing else of their past.",
        "With --bounded, all that came before is read, so that cards have their past, and what is"
            + " decided within is written and compared. Default: from the beginning."
      })
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      converter = UtcTimeConverter.class,
      description = {
        "Replay only what happened before this date (or time), UTC. Default: to the end.",
        "Without this date, an event is taken for one of a wrong clock if it"
            + " lies more than 365 days after 99.9 percent of the events of the archive: it is a dead"
            + " letter FROM_THE_FUTURE, and nothing waits for its time. Name a later date to have"
            + " it taken."
      })
  private @Nullable Instant to;

  /**
   * The window.
   *
   * @throws ParameterException if nothing can lie in it
   */
  InputWindow window() {
    return WindowOption.between(spec.commandLine(), "--from", from, "--to", to);
  }
}
