package io.cardbeam.training;

import io.cardbeam.command.Account;
import io.cardbeam.command.InputOption;
import io.cardbeam.command.JsonOption;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.RunnerOption;
import io.cardbeam.command.TokenKeyOption;
import io.cardbeam.csv.LabelUse;
import io.cardbeam.pipeline.read.ReadCards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code backtest}: what retraining would have gained. */
@Command(
    name = "backtest",
    description = {
      "Plays past months twice: with a model that was trained before the first of them and kept, and"
          + " with one that is retrained as the months go by. Each learns only from the labels"
          + " that had come when it was trained, and not from the 45 days before, whose chargebacks"
          + " may still have been on the way.",
      "Prints for each month how both found its frauds, and what retraining would have gained."
          + " Writes OUTPUT/backtest.json and OUTPUT/backtest.html. The same input and seed give the"
          + " same figures.",
      "For example: ./cardbeam backtest --input sparkov.csv.zst --from 2020-01"
    })
public final class BacktestCommand implements Callable<Integer> {
  private static final String JSON_FILE = "backtest.json";
  private static final String PAGE_FILE = "backtest.html";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final InputOption input = new InputOption();
  @Mixin private final RunnerOption runner = new RunnerOption();
  @Mixin private final TokenKeyOption tokenKey = new TokenKeyOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--from",
      paramLabel = "YYYY-MM",
      required = true,
      converter = MonthConverter.class,
      description = "First month (UTC) to play; the model that is kept is trained before it.")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private YearMonth from;

  @Option(
      names = "--to",
      paramLabel = "YYYY-MM",
      converter = MonthConverter.class,
      description = "Last month to play. Default: that of the last request.")
  private @Nullable YearMonth to;

  @Option(
      names = "--every",
      paramLabel = "MONTHS",
      description = "Retrain before every so many months. Default: ${DEFAULT-VALUE}.")
  private int every = 1;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "backtest",
      description = "Local folder for the report; made if it is not there. Default: backtest.")
  private Path output = Path.of("backtest");

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the trees' samples. Default: ${DEFAULT-VALUE}.")
  private int seed = 1;

  /** Options that take a calendar month. */
  static final class MonthConverter implements ITypeConverter<YearMonth> {
    @Override
    public YearMonth convert(String value) {
      try {
        return YearMonth.parse(value);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException("'" + value + "' is no month like 2020-01");
      }
    }
  }

  @Override
  public Integer call() throws IOException {
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw new ParameterException(spec.commandLine(), "--output " + output + " is no folder");
    }
    // Asked wrongly is told before minutes of reading, not after.
    long untilMillis = to == null ? Long.MAX_VALUE : plan(to).endMillis();
    if (to == null) {
      plan(from);
    }
    long start = System.nanoTime();
    ProgressLine line = ProgressLine.of(spec.commandLine().getOut(), json.isSet());
    try {
      TableInput rows =
          TableInput.read(
              new ReadCards(
                      input.checked(LabelUse.CHARGEBACKS),
                      tokenKey.key(),
                      ReadCards.Decisions.REMAKE)
                  .withColumns(input.columns()),
              runner.options(),
              untilMillis,
              line);
      BacktestPlan plan = plan(lastMonth(rows.table()));
      BacktestResult result = new Backtest(rows.table(), plan, line::show).run();
      line.hide();
      Files.createDirectories(output);
      BacktestReport report = new BacktestReport(result);
      Files.writeString(output.resolve(JSON_FILE), report.json());
      Files.writeString(output.resolve(PAGE_FILE), report.html());
      tell(rows, report, (System.nanoTime() - start) / 1e9);
      return 0;
    } catch (TrainingException e) {
      line.hide();
      spec.commandLine().getErr().println("cardbeam: " + e.getMessage());
      return 1;
    }
  }

  private BacktestPlan plan(YearMonth last) {
    try {
      return new BacktestPlan(from, last, every, seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--from, --to and --every: " + e.getMessage(), e);
    }
  }

  /** Months after the last request would be trained for, and have nothing to score. */
  private YearMonth lastMonth(TrainingTable table) {
    YearMonth last =
        YearMonth.from(Instant.ofEpochMilli(table.lastMillis()).atOffset(ZoneOffset.UTC));
    if (last.isBefore(from)) {
      throw new TrainingException(
          "no request from " + from + " on; the last is of " + last + ": take an earlier --from");
    }
    return last;
  }

  private void tell(TableInput rows, BacktestReport report, double seconds) {
    if (json.isSet()) {
      spec.commandLine().getOut().println(report.json());
      spec.commandLine().getOut().flush();
      return;
    }
    report.print(spec.commandLine().getOut());
    spec.commandLine().getOut().println();
    new Account()
        .with("rows read", rows.requests() + rows.invalid())
        .with("invalid", rows.invalid())
        .with("in the table", (long) rows.table().size())
        .with("seconds", seconds)
        .with("written to", output.resolve(JSON_FILE) + " and " + output.resolve(PAGE_FILE))
        .print(spec.commandLine().getOut(), false);
  }
}
