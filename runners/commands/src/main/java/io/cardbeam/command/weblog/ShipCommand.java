package io.cardbeam.command.weblog;

import io.cardbeam.command.Account;
import io.cardbeam.command.JsonOption;
import io.cardbeam.command.KafkaOption;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.StopSignal;
import io.cardbeam.pipeline.KafkaConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weblogs ship}: sends the lines of logs to Kafka. */
@Command(
    name = "ship",
    description = {
      "Sends the lines of access logs to a Kafka topic as servers write them, until it is stopped,"
          + " and follows logs that are rotated by renaming or by copying and truncating.",
      "Up to where Kafka has each log is kept in a file, from where the next start goes on. A line may"
          + " be sent again after a crash, with the same identity and offset; weblogs --topic counts"
          + " it once."
    },
    footer = {
      "",
      "Examples:",
      "  cardbeam weblogs ship /var/log/apache2/access.log --topic access-logs"
          + " --bootstrap-servers localhost:9092",
      "  cardbeam weblogs ship access.log --topic access-logs --once --json",
      "",
      "docs/weblogs.md describes the records."
    })
public final class ShipCommand implements Callable<Integer> {
  /** Most logs that are followed at once. */
  static final int MOST_FILES = 1_000;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = {
        "Logs as the server writes them, not their rotations; a log that is not there yet is waited"
            + " for. Packed files are for weblogs --input."
      })
  private List<Path> files = List.of();

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      required = true,
      description = "Topic that gets the lines; it must be there. --topic-prefix is put before it.")
  private String topic = "";

  @Option(
      names = "--place",
      paramLabel = "FILE",
      defaultValue = "cardbeam-ship.csv",
      description = "Where the places are kept. Default: ${DEFAULT-VALUE} in the current folder.")
  private Path place = Path.of("cardbeam-ship.csv");

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "What to call this machine in the records. Default: its host name.")
  private @Nullable String host;

  @Option(
      names = "--once",
      description = "Send what is there, and end. A last line without its end is left for later.")
  private boolean once;

  @Mixin private final KafkaOption kafka = new KafkaOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Path> logs = ShippedFiles.check(files, once, this::refused);
    KafkaConnection connection = kafka.connection();
    String name = connection.topicPrefix() + topic;
    ProgressLine line = ProgressLine.of(spec.commandLine().getOut(), json.isSet());
    try (StopSignal stop = new StopSignal();
        PlaceFile places = open(name);
        LineSender sender = LineSender.to(connection, name, stop, line::say)) {
      LogShipping.Ends ends = once ? LogShipping.Ends.SENT : LogShipping.Ends.STOPPED;
      new LogShipping(logs, places, sender, ends).run(hostName(), stop, line::say);
      account(sender, logs.size());
    }
    return 0;
  }

  private PlaceFile open(String name) {
    try {
      return PlaceFile.open(place, name);
    } catch (IOException e) {
      throw refused("--place: " + e.getMessage());
    }
  }

  private String hostName() {
    String named = host;
    if (named != null) {
      return named;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      throw refused("--host is missing: this machine has no host name");
    }
  }

  private void account(LineSender sender, int logs) {
    new Account()
        .with("files", logs)
        .with("lines", sender.sent())
        .with("bytes", sender.bytes())
        .with("cut", sender.cut())
        .with("place", place.toString())
        .print(spec.commandLine().getOut(), json.isSet());
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
