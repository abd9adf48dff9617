package io.cardbeam.command;

import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The month of the statements. */
public final class MonthOption {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--month",
      paramLabel = "YYYY-MM",
      required = true,
      description = "The month in which the billing cycles close, for instance 2020-03.")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private String month;

  /**
   * The month.
   *
   * @throws ParameterException if the text is no month
   */
  public YearMonth checked() {
    return parsed(spec, "--month", month);
  }

  /**
   * The month that was given to an option.
   *
   * @throws ParameterException if the text is no month
   */
  static YearMonth parsed(CommandSpec spec, String option, String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          spec.commandLine(), option + ": " + text + " is no month; write it as 2020-03", e);
    }
  }
}
