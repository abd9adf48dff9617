package io.cardbeam.command;

import io.cardbeam.star.MonthRange;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The months of the statements. */
public final class MonthOption {
  private static final String BETWEEN = "..";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--month",
      paramLabel = "YYYY-MM[..YYYY-MM]",
      required = true,
      description =
          "The month in which the billing cycles close, for instance 2020-03; or the first and the"
              + " last of several, 2020-01..2020-12.")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private String month;

  /**
   * The months.
   *
   * @throws ParameterException if the text is neither a month nor two in order
   */
  public MonthRange checked() {
    int dots = month.indexOf(BETWEEN);
    if (dots < 0) {
      YearMonth only = parsed(spec, "--month", month);
      return new MonthRange(only, only);
    }
    YearMonth first = parsed(spec, "--month", month.substring(0, dots));
    YearMonth last = parsed(spec, "--month", month.substring(dots + BETWEEN.length()));
    if (last.isBefore(first)) {
      throw new ParameterException(
          spec.commandLine(),
          "--month: " + last + " is before " + first + "; write the earlier first");
    }
    return new MonthRange(first, last);
  }

  /** The months, as they are given. */
  String text() {
    return month;
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
