package io.cardbeam.command;

import io.cardbeam.command.traffic.Pace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How fast traffic is played. */
public final class PaceOption {
  private static final String MAX_SPEED = "max";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR|max",
      description = {
        "Pace by event time: 1 as in life, 60 a minute in a second, max as fast as answers come."
            + " Default for files: max."
      })
  private @Nullable String speed;

  /** Whether a speed was asked for. */
  public boolean isAsked() {
    return speed != null;
  }

  /**
   * The pace.
   *
   * @throws ParameterException if the factor is none
   */
  public Pace pace() {
    String asked = speed;
    if (asked == null || asked.equals(MAX_SPEED)) {
      return Pace.fast();
    }
    try {
      return Pace.eventTime(Double.parseDouble(asked));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--speed must be max or a number above 0, not '" + asked + "'", e);
    }
  }
}
