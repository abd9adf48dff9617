package io.cardbeam.command;

import io.cardbeam.pipeline.BoundedBooks;
import io.cardbeam.pipeline.classify.ClassifyCounters;
import io.cardbeam.pipeline.files.WriteDeadLetters;
import io.cardbeam.pipeline.read.SourceTags;
import io.cardbeam.pipeline.table.Publication;
import io.cardbeam.pipeline.table.TableFiles;
import io.cardbeam.pipeline.table.WriteExceptions;
import io.cardbeam.pipeline.warehouse.BuildStar;
import io.cardbeam.pipeline.warehouse.WriteStar;
import io.cardbeam.star.StarTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.values.PCollectionTuple;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code warehouse}: the star schema of a file or lake. */
@Command(
    name = "warehouse",
    description = {
      "Builds the star schema of all that a file or lake holds, as Parquet: a folder for each"
          + " table, the facts in it by month (fact_transaction/month=2020-03/part-....parquet).",
      "Decisions that lie in a lake stand; requests without one, and those of a CSV file, are"
          + " decided as classify decides them. Transactions on nobody's bill go to the table"
          + " transaction_exception, input that can't be read to dead-letters.csv.",
      "Exit code 0 if each request is in fact_authorization once."
    })
public final class WarehouseCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final InputOption input = new InputOption();
  @Mixin private final OutputFolderOption output = new OutputFolderOption();
  @Mixin private final RunnerOption runner = new RunnerOption();
  @Mixin private final TokenKeyOption tokenKey = new TokenKeyOption();
  @Mixin private final DecidingOption deciding = new DecidingOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--files-per-month",
      paramLabel = "N",
      defaultValue = "1",
      description = "Files for each month of a fact. Default: ${DEFAULT-VALUE}.")
  private int filesPerMonth = 1;

  @Override
  public Integer call() throws IOException {
    String checkedInput = input.checked();
    byte[] key = tokenKey.key();
    Pipeline pipeline = Pipeline.create(runner.options());
    long start = System.nanoTime();
    try (Publication publication = output.begin()) {
      assemble(pipeline, checkedInput, key, publication.staging().toString());
      PipelineResult result =
          FinishedRun.of(pipeline, ProgressLine.of(spec.commandLine().getOut(), json.isSet()));
      publication.publish(published());
      return account(new RunCounters(result), (System.nanoTime() - start) / 1e9);
    }
  }

  private void assemble(Pipeline pipeline, String from, byte[] key, String staging) {
    BoundedBooks books = BoundedBooks.read(pipeline, from, key, deciding.deciding());
    PCollectionTuple.of(BuildStar.DECIDED, books.cards().decided())
        .and(BuildStar.EVENTS, books.events())
        .apply("BuildStar", new BuildStar())
        .apply("WriteStar", WriteStar.to(staging).withFactShards(filesPerMonth));
    books.exceptions().apply("WriteExceptions", WriteExceptions.to(staging));
    books.cards().deadLetters().apply("WriteDeadLetters", new WriteDeadLetters(staging));
  }

  private static List<String> published() {
    List<String> folders =
        new ArrayList<>(Arrays.stream(StarTable.values()).map(StarTable::tableName).toList());
    folders.add(WriteExceptions.TABLE);
    folders.add(WriteDeadLetters.FILE);
    return folders;
  }

  private int account(RunCounters counters, double seconds) throws IOException {
    long requests = counters.sum(SourceTags.NAMESPACE, "requests");
    long invalid = counters.sum(SourceTags.NAMESPACE, "invalid");
    long repeated = counters.sum(ClassifyCounters.NAMESPACE, ClassifyCounters.REPEATED);
    Account account =
        new Account()
            .with("requests", requests)
            .with("repeated", repeated)
            .with("invalid", invalid);
    int files = 0;
    long bytes = 0;
    for (StarTable table : StarTable.values()) {
      TableFiles written = rowsOf(table.tableName());
      account.with(table.tableName(), written.rows());
      files += written.files();
      bytes += written.bytes();
    }
    boolean addsUp = rowsOf(StarTable.FACT_AUTHORIZATION.tableName()).rows() == requests - repeated;
    account
        .with(WriteExceptions.TABLE, rowsOf(WriteExceptions.TABLE).rows())
        .with("adds up", addsUp ? "yes" : "NO: not each request is in fact_authorization")
        .with("files", files)
        .with("bytes", bytes)
        .with("seconds", seconds)
        .with("written to", output.path().toString())
        .print(spec.commandLine().getOut(), json.isSet());
    return addsUp ? 0 : 1;
  }

  private TableFiles rowsOf(String table) throws IOException {
    return TableFiles.in(output.path().resolve(table));
  }
}
