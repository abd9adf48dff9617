package io.cardbeam.command.finding;

import io.cardbeam.command.Account;
import io.cardbeam.command.JsonOption;
import io.cardbeam.command.KafkaOption;
import io.cardbeam.command.UtcTimeConverter;
import io.cardbeam.command.traffic.EventSender;
import io.cardbeam.event.FindingSource;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code findings report}: one finding to Kafka. */
@Command(
    name = "report",
    description = {
      "Reports what one request turned out to be. Its id, its card's token and its time stand in its"
          + " decision and its alert.",
      "",
      "Example: ./cardbeam findings report --request 5f0c1 --card Zk3_pQ0aVb-1YxT7uL2mNw"
          + " --request-time 2025-03-01T18:04:05Z --verdict fraud --source cardholder"
          + " --note \"was at home with the card\"",
      ""
    })
final class FindingsReportCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final KafkaOption kafka = new KafkaOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--request",
      paramLabel = "ID",
      required = true,
      description = "Id of the authorization request.")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private String request;

  @Option(
      names = "--card",
      paramLabel = "TOKEN",
      required = true,
      description = "Token of its card; never a card number, which is refused.")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private String card;

  @Option(
      names = "--request-time",
      paramLabel = "TIME",
      required = true,
      converter = UtcTimeConverter.class,
      description = "When the request was made, for instance 2025-03-01T18:04:05Z.")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private Instant requestTime;

  @Option(
      names = "--verdict",
      paramLabel = "fraud|genuine",
      required = true,
      description = "What it turned out to be.")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private FindingVerdict verdict;

  @Option(
      names = "--source",
      paramLabel = "analyst|cardholder|chargeback",
      defaultValue = "ANALYST",
      description = "Who found it. Default: analyst.")
  private FindingSource source = FindingSource.ANALYST;

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why, in words, for whoever looks it up later. Default: nothing.")
  private String note = "";

  @Option(
      names = "--found-at",
      paramLabel = "TIME",
      converter = UtcTimeConverter.class,
      description = {
        "When it was found, in the stream's event time. Default: now, which is wrong where a file of"
            + " the past is played."
      })
  private @Nullable Instant foundAt;

  @Override
  public Integer call() throws IOException {
    KafkaConnection connection = kafka.connection();
    Event finding = finding();
    try (EventSender sender = new EventSender(connection)) {
      sender.send(finding);
      sender.flush();
    }
    new Account()
        .with("finding", finding.id())
        .with("request", request)
        .with("verdict", verdict.name().toLowerCase(Locale.ROOT))
        .with("found at", Instant.ofEpochMilli(finding.eventTimeMillis()).toString())
        .with("sent to", connection.name(finding.type().topic()))
        .print(spec.commandLine().getOut(), json.isSet());
    return 0;
  }

  private Event finding() {
    Instant found = foundAt == null ? Instant.now().truncatedTo(ChronoUnit.MILLIS) : foundAt;
    try {
      return new NewFinding(request, card, requestTime, verdict, source, found, note).event();
    } catch (UnreadableRecordException e) {
      throw new ParameterException(spec.commandLine(), e.reason(), e);
    }
  }
}
