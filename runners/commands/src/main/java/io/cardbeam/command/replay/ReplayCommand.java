package io.cardbeam.command.replay;

import io.cardbeam.command.Account;
import io.cardbeam.command.DecidingOption;
import io.cardbeam.command.JsonOption;
import io.cardbeam.command.KafkaOption;
import io.cardbeam.command.PaceOption;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.RunnerOption;
import io.cardbeam.command.StopSignal;
import io.cardbeam.command.Stopping;
import io.cardbeam.command.rule.RulesOption;
import io.cardbeam.command.traffic.EventClock;
import io.cardbeam.command.traffic.EventSender;
import io.cardbeam.command.traffic.TopicCheck;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.traffic.InputWindow;
import io.cardbeam.wire.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code replay}: an archive sent to a Kafka again, or decided again. */
@Command(
    name = "replay",
    description = {
      "Replays an archive: the lake that a stream writes with --lake, or simulate --format avro."
          + " Whatever version of its schema wrote a file, it is read with that and goes on as"
          + " today's.",
      "--to-kafka sends its events to Kafka, with their keys, event times and ids, each once, all"
          + " topics in one order of event time and each card's events in the order of its log."
          + " Ctrl-C stops it, and the same command goes on where it stopped. Start ./cardbeam"
          + " stream --event-time=replay to have them decided.",
      "--bounded decides its requests again and reports how the decisions differ from those that the"
          + " archive holds: what would this model, these costs or these rules have decided? It"
          + " writes OUTPUT/decisions.csv, differences.csv and dead-letters.csv.",
      "What can't be read is a dead letter, and the rest goes on. Exit code 0 if every record is"
          + " accounted for, 1 if not, or if it was stopped."
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final List<String> OF_KAFKA =
      List.of(
          "--topics",
          "--speed",
          "--bookmark",
          "--bootstrap-servers",
          "--topic-prefix",
          "--kafka-config");
  private static final List<String> OF_BOUNDED =
      List.of(
          "--output",
          "--model",
          "--costs",
          "--rules",
          "--runner",
          "--flink-master",
          "--parallelism",
          "--beam");

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Option(
      names = "--archive",
      paramLabel = "DIR",
      required = true,
      description = {
        "The lake's folder, which holds card-events and other topics.",
        "With --bounded it may lie in S3 or GCS, where its file system is on the class path."
      })
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private String archive;

  @Option(names = "--to-kafka", description = "Send the events to Kafka.")
  private boolean toKafka;

  @Option(names = "--bounded", description = "Decide the requests again.")
  private boolean bounded;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "With --bounded: folder for what is written; made if it is not there.")
  private @Nullable String output;

  @Option(
      names = "--bookmark",
      paramLabel = "FILE",
      defaultValue = "cardbeam-replay.bookmark",
      description = {
        "With --to-kafka: where it keeps how far it has come, every few seconds and when it is"
            + " stopped; gone when all is sent. Another run goes on there. After a kill it sends up"
            + " to 10,000 records again, which have the same ids. Default: ${DEFAULT-VALUE} in this"
            + " folder."
      })
  private Path bookmark = Path.of("");

  @Mixin private final ReplayWindowOption window = new ReplayWindowOption();
  @Mixin private final TopicsOption topics = new TopicsOption();
  @Mixin private final PaceOption pace = new PaceOption();
  @Mixin private final KafkaOption kafka = new KafkaOption();
  @Mixin private final RunnerOption runner = new RunnerOption();
  @Mixin private final DecidingOption deciding = new DecidingOption();
  @Mixin private final RulesOption rules = new RulesOption();
  @Mixin private final JsonOption json = new JsonOption();

  private final Supplier<? extends Stopping> stopping;

  /** Ctrl-C stops it. */
  public ReplayCommand() {
    this(StopSignal::new);
  }

  /** For who has another way to stop it than Ctrl-C. */
  public ReplayCommand(Supplier<? extends Stopping> stopping) {
    this.stopping = stopping;
  }

  @Override
  public Integer call() throws IOException {
    if (toKafka == bounded) {
      throw asked("say --to-kafka or --bounded, one of the two");
    }
    for (String option : toKafka ? OF_BOUNDED : OF_KAFKA) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw asked(option + " is for " + (toKafka ? "--bounded" : "--to-kafka"));
      }
    }
    return toKafka ? sendToKafka() : decideAnew();
  }

  private ParameterException asked(String wrongly) {
    return new ParameterException(spec.commandLine(), wrongly);
  }

  private ProgressLine line() {
    return ProgressLine.of(spec.commandLine().getOut(), json.isSet());
  }

  private Path folder() {
    Path folder = Path.of(archive);
    if (!Files.isDirectory(folder)) {
      throw asked(
          "--archive: "
              + (Files.exists(folder) ? archive + " is no folder" : "no such folder: " + archive));
    }
    if (EnumSet.allOf(Topic.class).stream()
        .noneMatch(topic -> Files.isDirectory(folder.resolve(topic.topicName())))) {
      throw asked("--archive: " + archive + " is no lake: it has no folder card-events");
    }
    return folder;
  }

  private int sendToKafka() throws IOException {
    if (archive.contains("://")) {
      throw asked("--archive: --to-kafka reads a folder of this machine; copy it here first");
    }
    Path folder = folder();
    Set<Topic> chosen = topics.topics();
    for (Topic topic : chosen) {
      if (topics.isSet() && !Files.isDirectory(folder.resolve(topic.topicName()))) {
        throw asked("--topics: " + archive + " has no folder " + topic.topicName());
      }
    }
    InputWindow within = window.window();
    OptionalDouble speed = pace.factor();
    KafkaConnection connection = kafka.connection();
    String names = chosen.stream().map(Topic::topicName).collect(Collectors.joining(","));
    Archive found = Archive.of(folder, chosen);
    if (found.isEmpty()) {
      throw asked("--archive: " + archive + " holds no .avro files of " + names);
    }
    ReplayBookmark mark =
        new ReplayBookmark(
            bookmark,
            Map.of(
                "archive", folder.toRealPath().toString(),
                "topics", names,
                "from", ReplayAccounts.instant(within.fromMillis()),
                "to", ReplayAccounts.instant(within.untilMillis()),
                "kafka", connection.bootstrapServers() + "/" + connection.topicPrefix()));
    Optional<ReplayBookmark.Place> place = mark.read();
    Set<Topic> needed = EnumSet.copyOf(chosen);
    needed.add(Topic.DEAD_LETTERS);
    TopicCheck.require(connection, needed);
    if (topics.holdOutputs()) {
      spec.commandLine()
          .getErr()
          .println(
              "cardbeam: what a stream writes is among the topics; no stream should be at work"
                  + " on them");
    }
    ProgressLine line = line();
    ArchiveScan scan =
        ArchiveScan.of(
            found,
            within,
            read -> line.show(String.format(Locale.ROOT, "looking: %,d records", read)));
    line.hide();
    long startNanos = System.nanoTime();
    try (Stopping stop = stopping.get();
        EventSender sender = new EventSender(connection);
        ReplayOrder order = new ReplayOrder(scan, within)) {
      Optional<EventClock> clock =
          speed.isPresent() ? Optional.of(new EventClock(speed.getAsDouble())) : Optional.empty();
      ReplayCounts counts =
          new KafkaReplay(sender, clock, within.fromMillis(), mark, stop, line)
              .send(order, place, scan.read());
      Account account = ReplayAccounts.of(scan, counts, seconds(startNanos));
      if (counts.stopped()) {
        account.with("go on", "by the same command; the place is kept in " + bookmark);
      }
      account.print(spec.commandLine().getOut(), json.isSet());
      return !counts.stopped() && ReplayAccounts.addsUp(scan, counts) ? 0 : 1;
    }
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
  }

  private int decideAnew() {
    String target = output;
    if (target == null) {
      throw asked("--output is missing: which folder for the decisions?");
    }
    if (!archive.contains("://")) {
      folder();
    }
    BoundedReplay replay =
        BoundedReplay.of(
            runner.options(),
            archive,
            window.window(),
            deciding.deciding(),
            rules.source(),
            target,
            line());
    ReplayAccounts.of(replay)
        .with("written to", target)
        .print(spec.commandLine().getOut(), json.isSet());
    return replay.addsUp() ? 0 : 1;
  }
}
