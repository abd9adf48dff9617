package io.cardbeam.command;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code data-tests}. */
@Command(
    name = "data-tests",
    description = {
      "Tests the data of a star, as each build is tested before it is published, and names the rows"
          + " that fail a test. Exit code 1 if there are any."
    })
public final class DataTestsCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final WarehouseOption warehouse = new WarehouseOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException, QueryException {
    StarFolder star = warehouse.star();
    PrintWriter out = spec.commandLine().getOut();
    long start = System.nanoTime();
    DataTestReport report = DataTestReport.of(star.path(), ProgressLine.of(out, json.isSet()));
    if (!json.isSet()) {
      out.print(report.text());
    }
    report
        .addTo(new Account())
        .with("seconds", (System.nanoTime() - start) / 1e9)
        .print(out, json.isSet());
    return report.failed() == 0 ? 0 : 1;
  }
}
