package io.cardbeam.command;

import io.cardbeam.command.traffic.Pace;
import java.util.OptionalDouble;
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
        "Pace by event time: 1 as in life, 60 a minute in a second, max as fast as it goes. Default"
            + " for files: max."
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
    return factor().isPresent() ? Pace.eventTime(factor().getAsDouble()) : Pace.fast();
  }

  /**
   * Seconds of event time per second; empty for as fast as it goes.
   *
   * @throws ParameterException if it is no number above 0
   */
  public OptionalDouble factor() {
    String asked = speed;
    if (asked == null || asked.equals(MAX_SPEED)) {
      return OptionalDouble.empty();
    }
    double factor;
    try {
      factor = Double.parseDouble(asked);
    } catch (NumberFormatException e) {
      factor = Double.NaN;
    }
    if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(
          spec.commandLine(), "--speed must be max or a number above 0, not '" + asked + "'");
    }
    return OptionalDouble.of(factor);
  }
}
