package io.cardbeam.command;

import io.cardbeam.command.traffic.EventSender;
import io.cardbeam.csv.CsvSteps;
import io.cardbeam.csv.FileReading;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code load}: a file of transactions to the Kafka of a running stream. */
@Command(
    name = "load",
    description = {
      "Plays a file of transactions to Kafka, in order of event time: each row as an authorization"
          + " request and, once a running stream has approved it, as its purchase. Rows that can't"
          + " be taken go to dead-letters.",
      "Start ./cardbeam stream --event-time=replay first. Card numbers become tokens here."
    })
public final class LoadCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description =
          "Transactions as CSV in any known layout or as --columns says, or as Parquet; also"
              + " gzip or zstd.")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private Path file;

  @Mixin private final ColumnsOption columns = new ColumnsOption();
  @Mixin private final ChargebacksOption chargebacks = new ChargebacksOption();
  @Mixin private final KafkaOption kafka = new KafkaOption();
  @Mixin private final PaceOption pace = new PaceOption();
  @Mixin private final TokenKeyOption tokenKey = new TokenKeyOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException {
    FileReading how =
        FileReading.WHOLE.withLabels(chargebacks.labels()).withColumns(columns.columns());
    InputFileCheck.require(spec.commandLine(), "FILE", file, how);
    KafkaConnection connection = kafka.connection();
    CardTokenizer tokenizer = new CardTokenizer(tokenKey.key());
    try (EventSender deadLetters = new EventSender(connection);
        CsvSteps rows = CsvSteps.open(file, tokenizer, how, deadLetters.deadLetters())) {
      deadLetters.flush();
      Account account =
          new Account()
              .with("rows read", rows.requests() + rows.invalid())
              .with("invalid", rows.invalid());
      if (chargebacks.isSet()) {
        account.with("findings", rows.findings());
      }
      boolean decided = KafkaPlay.play(connection, pace.pace(), rows, account);
      account.print(spec.commandLine().getOut(), json.isSet());
      return decided ? 0 : 1;
    }
  }
}
