package io.cardbeam.command.finding;

import io.cardbeam.command.Account;
import io.cardbeam.command.JsonOption;
import io.cardbeam.command.KafkaOption;
import io.cardbeam.command.traffic.EventSender;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code findings load}: a file of findings to Kafka. */
@Command(
    name = "load",
    description = {
      "Reports all findings of a CSV file, in order of the time they were found. If one line of it"
          + " is wrong, none is sent. Sent twice they count once.",
      "Columns, by name and in any order: request_id, card_token, request_time (as"
          + " 2025-03-01T18:04:05Z), verdict (fraud or genuine), found_at (a time), source (analyst,"
          + " cardholder or chargeback), note (may be empty).",
      "",
      "Example: ./cardbeam findings load monday.csv --bootstrap-servers localhost:9092",
      ""
    })
final class FindingsLoadCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The findings, as CSV with a header.")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private Path file;

  @Mixin private final KafkaOption kafka = new KafkaOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException {
    KafkaConnection connection = kafka.connection();
    List<Event> findings = findings();
    try (EventSender sender = new EventSender(connection)) {
      for (Event finding : findings) {
        sender.send(finding);
      }
      sender.flush();
    }
    long frauds =
        findings.stream()
            .filter(f -> f.body(FraudFinding.class).getVerdict() == FindingVerdict.FRAUD)
            .count();
    new Account()
        .with("findings", findings.size())
        .with("fraud", frauds)
        .with("genuine", findings.size() - frauds)
        .print(spec.commandLine().getOut(), json.isSet());
    return 0;
  }

  private List<Event> findings() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ParameterException(spec.commandLine(), "FILE: no such file: " + file);
    }
    try {
      return FindingFile.read(file);
    } catch (FindingFile.BadFindingException e) {
      throw new ParameterException(spec.commandLine(), file + ": " + e.getMessage(), e);
    }
  }
}
