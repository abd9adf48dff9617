package io.cardbeam.command;

import io.cardbeam.traffic.InputWindow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which part of the input is taken, by event time. */
public final class WindowOption {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      converter = UtcTimeConverter.class,
      description = {
        "Take only what happened from this date (or time, as 2020-06-21T12:00:00Z) on, UTC. Cards"
            + " then start without a past: of what came before, only who holds them is known.",
        "Default: from the beginning."
      })
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      converter = UtcTimeConverter.class,
      description = "Take only what happened before this date (or time), UTC. Default: to the end.")
  private @Nullable Instant to;

  /** Whether a part was asked for, as opposed to all of it. */
  public boolean isSet() {
    return from != null || to != null;
  }

  /**
   * The window.
   *
   * @throws ParameterException if nothing can lie in it
   */
  public InputWindow window() {
    return between(spec.commandLine(), "--from", from, "--to", to);
  }

  /**
   * The window between two options' instants, from the first to before the second.
   *
   * @param fromName of the option with {@code from}, which is null for from the beginning
   * @param toName of the option with {@code to}, which is null for to the end
   * @throws ParameterException if nothing can lie in it
   */
  public static InputWindow between(
      CommandLine line,
      String fromName,
      @Nullable Instant from,
      String toName,
      @Nullable Instant to) {
    long fromMillis = from == null ? InputWindow.ALL.fromMillis() : from.toEpochMilli();
    long toMillis = to == null ? InputWindow.ALL.untilMillis() : to.toEpochMilli();
    if (fromMillis >= toMillis) {
      throw new ParameterException(
          line, fromName + " " + from + " is not before " + toName + " " + to);
    }
    return new InputWindow(fromMillis, toMillis);
  }
}
