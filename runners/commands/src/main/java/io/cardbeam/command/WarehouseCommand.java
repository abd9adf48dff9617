package io.cardbeam.command;

import io.cardbeam.pipeline.files.WriteDeadLetters;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.pipeline.table.MonthFolders;
import io.cardbeam.pipeline.table.Publication;
import io.cardbeam.pipeline.table.WriteExceptions;
import io.cardbeam.pipeline.warehouse.WriteStar;
import io.cardbeam.star.CalendarKey;
import io.cardbeam.star.MonthRange;
import io.cardbeam.star.StarTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.Pipeline;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code warehouse}: the star schema of a file or lake. */
@Command(
    name = "warehouse",
    description = {
      "Builds the star schema of all that a file or lake holds, as Parquet: a folder for each"
          + " table, the facts in it by month (fact_transaction/month=2020-03/part-....parquet).",
      "Decisions that lie in a lake stand; requests without one, and those of a CSV file, are"
          + " decided as classify decides them, unless --decisions has theirs. Transactions on nobody's bill go to the table"
          + " transaction_exception, input that can't be read to dead-letters.csv.",
      "A build is tested before anybody sees it: keys, references, versions, values, and rows and"
          + " sums of each month against the events. If a test fails, what was stays, and the exit"
          + " code is 1. Readers see the build before or this one, never a part of it."
    })
public final class WarehouseCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final InputOption input = new InputOption();
  @Mixin private final OutputFolderOption output = new OutputFolderOption();
  @Mixin private final MonthRangeOption months = new MonthRangeOption();
  @Mixin private final RunnerOption runner = new RunnerOption();
  @Mixin private final TokenKeyOption tokenKey = new TokenKeyOption();
  @Mixin private final DecidingOption deciding = new DecidingOption();
  @Mixin private final ChargebacksOption chargebacks = new ChargebacksOption();
  @Mixin private final DecisionsOption decisions = new DecisionsOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--files-per-month",
      paramLabel = "N",
      description =
          "Files for each month of a fact, each of other days. The rows of one file are sorted in"
              + " memory, 500 bytes each. Default: one, or as many as it takes for none to have more"
              + " than 4,000,000 rows or so, which make some 256 MB.")
  private @Nullable Integer filesPerMonth;

  @Override
  public Integer call() throws IOException {
    ReadCards source = source();
    MonthRange range = months.checked();
    if (filesPerMonth != null
        && (filesPerMonth < 1 || filesPerMonth > CalendarKey.MOST_DAYS_A_MONTH)) {
      throw new ParameterException(spec.commandLine(), "--files-per-month must be 1 to 31");
    }
    Pipeline pipeline = Pipeline.create(runner.options());
    ProgressLine line = ProgressLine.of(spec.commandLine().getOut(), json.isSet());
    long start = System.nanoTime();
    try (Publication publication = output.begin()) {
      String staging = publication.staging().toString();
      StarPipeline.assemble(
          pipeline, source, deciding.deciding(), writer(staging).ofMonths(range), staging);
      RunCounters counters = new RunCounters(FinishedRun.of(pipeline, line));
      publication.carryOver(replaced(range, publication.current(), publication.staging()));
      DataTestReport tests = DataTestReport.of(publication.staging(), line);
      WarehouseAccount account =
          WarehouseAccount.of(publication.staging(), range.equals(MonthRange.ALL), counters, tests);
      if (account.holds()) {
        publication.publish();
      }
      account.print(
          spec.commandLine().getOut(),
          json.isSet(),
          (System.nanoTime() - start) / 1e9,
          output.path());
      return account.holds() ? 0 : 1;
    }
  }

  private ReadCards source() {
    return decisions.addTo(
        chargebacks.addTo(
            new ReadCards(
                    input.checked(chargebacks.labels()), tokenKey.key(), ReadCards.Decisions.KEEP)
                .withColumns(input.columns())));
  }

  private WriteStar writer(String staging) {
    WriteStar writer = WriteStar.to(staging);
    return filesPerMonth == null ? writer : writer.withFilesAMonth(filesPerMonth);
  }

  /** All tables but of the monthly ones the months that were not asked for. */
  private static List<String> replaced(MonthRange range, Path before, Path staging)
      throws IOException {
    List<String> folders = new ArrayList<>(List.of(WriteExceptions.TABLE, WriteDeadLetters.FILE));
    for (StarTable table : StarTable.values()) {
      if (!table.isMonthly() || range.equals(MonthRange.ALL)) {
        folders.add(table.tableName());
      } else {
        for (Path build : List.of(before, staging)) {
          for (YearMonth month : MonthFolders.in(build.resolve(table.tableName()))) {
            if (range.holds(month)) {
              folders.add(table.tableName() + "/" + MonthFolders.nameOf(month.toString()));
            }
          }
        }
      }
    }
    return folders;
  }
}
