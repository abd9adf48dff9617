package io.cardbeam.command;

import io.cardbeam.star.MonthRange;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The months whose facts are rebuilt. */
public final class MonthRangeOption {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "YYYY-MM",
      description =
          "Replace the facts of no month (UTC) before this; they stay as they are. Dimensions are"
              + " rebuilt of all the input. Default: from the first on.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "YYYY-MM",
      description = "Replace the facts of no month after this. Default: to the last.")
  private @Nullable String to;

  @Option(names = "--full", description = "Replace all months, which is the default.")
  private boolean full;

  /**
   * The months.
   *
   * @throws ParameterException if a text is no month, or both together are no range
   */
  public MonthRange checked() {
    if (full && (from != null || to != null)) {
      throw new ParameterException(
          spec.commandLine(), "--full replaces all months: leave out --from and --to");
    }
    YearMonth first =
        from == null ? MonthRange.ALL.first() : MonthOption.parsed(spec, "--from", from);
    YearMonth last = to == null ? MonthRange.ALL.last() : MonthOption.parsed(spec, "--to", to);
    if (last.isBefore(first)) {
      throw new ParameterException(spec.commandLine(), "--to is before --from");
    }
    return new MonthRange(first, last);
  }
}
