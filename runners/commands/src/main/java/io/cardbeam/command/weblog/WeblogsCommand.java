package io.cardbeam.command.weblog;

import io.cardbeam.command.Account;
import io.cardbeam.command.JsonOption;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.RunnerOption;
import io.cardbeam.command.SearchOption;
import io.cardbeam.command.stream.StreamHosts;
import io.cardbeam.command.stream.StreamState;
import io.cardbeam.command.weblog.report.ReportFile;
import io.cardbeam.pipeline.table.OutputInUseException;
import io.cardbeam.pipeline.table.Publication;
import io.cardbeam.pipeline.weblog.HitIndex;
import io.cardbeam.pipeline.weblog.LiveSettings;
import io.cardbeam.pipeline.weblog.LogSource.Copy;
import io.cardbeam.pipeline.weblog.Tables;
import io.cardbeam.pipeline.weblog.WebLogSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weblogs}: reads access logs. */
@Command(
    name = "weblogs",
    subcommands = ShipCommand.class,
    resourceBundle = GeoFileDefault.NAME,
    description = {
      "Reads access logs of Apache and nginx, plain or compressed, and writes what they say: hits,"
          + " dead letters, sessions, and counts by minute, country, city, path, status and agent.",
      "With --topic it reads lines that weblogs ship sends to Kafka, until it is stopped.",
      "Each line is a hit or a dead letter with file, line and reason. A log that was read into the"
          + " same --output before is read on from where it ended, also when it was rotated, packed"
          + " or copied meanwhile.",
      "With --report all of it is a page in one file, whose filters work without a server.",
      "With --search each hit is a document of a daily index too; one that is sent again replaces"
          + " itself.",
      "Exit code 0 if lines were read; 1 if all of them are dead letters, or the index refused"
          + " some."
    },
    footer = {
      "",
      "Examples:",
      "  cardbeam weblogs --input /var/log/apache2 --output traffic",
      "  zcat access.log.*.gz | cardbeam weblogs --input - --json",
      "  cardbeam weblogs --input access.log --output traffic --format parquet"
          + " --geo-file cities.mmdb",
      "  cardbeam weblogs --input access.log --report report.html",
      "  cardbeam weblogs --input access.log --search http://127.0.0.1:9200",
      "  cardbeam weblogs --topic access-logs --bootstrap-servers localhost:9092 --output traffic"
          + " --checkpoints state",
      "  cardbeam weblogs --input app.log --log-format '$remote_addr [$time_local] \"$request\""
          + " $status $body_bytes_sent'",
      "",
      "docs/weblogs.md describes the files, docs/weblogs-search.md the index."
    })
public final class WeblogsCommand implements Callable<Integer> {
  private final StreamHosts hosts;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "FILE|DIR|-",
      arity = "1..*",
      description = {
        "Logs: files, folders (the files in them, not those in folders below), quoted patterns such"
            + " as 'logs/access*', or - for standard input. gzip, zstd and bzip2 are found by"
            + " content."
      })
  private List<String> input = List.of();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = {
        "Folder for hits, dead letters, sessions and counts; made if it is not there. What is new"
            + " is added to what earlier runs wrote.",
        "Default: none, lines are counted only."
      })
  private @Nullable Path output;

  @Mixin private final ReadingOption reading = new ReadingOption();
  @Mixin private final ReportOption report = new ReportOption();
  @Mixin private final SearchOption search = new SearchOption();
  @Mixin private final TopicOption topic = new TopicOption();
  @Mixin private final RunnerOption runner = new RunnerOption();
  @Mixin private final JsonOption json = new JsonOption();

  /**
   * The command.
   *
   * @param hosts where it reads a topic
   */
  public WeblogsCommand(StreamHosts hosts) {
    this.hosts = hosts;
  }

  @Override
  public Integer call() throws IOException {
    if (topic.isNamed()) {
      return readTopic();
    }
    if (input.isEmpty()) {
      throw refused("--input is missing: which logs? for instance /var/log/apache2", null);
    }
    PipelineOptions options = runner.options();
    reading.requireSound();
    Optional<ReportFile> file = report.file();
    Optional<HitIndex> index = ReadyIndex.of(search);
    ProgressLine line = ProgressLine.of(spec.commandLine().getOut(), json.isSet());
    try (LogFiles files = files()) {
      List<Copy> copies = files.copies();
      Reading all = new Reading(options, copies, index, line);
      Path folder = output;
      if (folder != null) {
        return readInto(folder, all, file);
      }
      if (file.isEmpty()) {
        return account(all.run(reading.settings("", 1)), all, Optional.empty());
      }
      try (HitsOfReport hits = HitsOfReport.make()) {
        WeblogsRun run = all.run(reading.settings(hits.folder().toString(), 1));
        return account(run, all, Optional.of(reading.report(file.get(), hits.folder())));
      }
    }
  }

  /** What is read once, into no folder of its own. */
  private record Reading(
      PipelineOptions options, List<Copy> copies, Optional<HitIndex> index, ProgressLine line) {
    WeblogsRun run(WebLogSettings settings) throws IOException {
      return WeblogsRun.of(options, settings, KnownLogs.none().plan(copies), "", index, line);
    }

    WeblogsRun run(WebLogSettings settings, Path current) throws IOException {
      String earlier = Files.exists(current) ? current.toString() : "";
      KnownLogs.Plan plan = KnownLogs.of(current).plan(copies);
      return WeblogsRun.of(options, settings, plan, earlier, index, line);
    }
  }

  private int readInto(Path folder, Reading all, Optional<ReportFile> file) throws IOException {
    try (Publication publication = begin(folder)) {
      WebLogSettings settings =
          reading.settings(publication.staging().toString(), publication.number());
      WeblogsRun run = all.run(settings, publication.current());
      publish(publication, settings.oldestSeconds());
      Optional<ReportFile.Written> written = Optional.empty();
      if (file.isPresent()) {
        written = Optional.of(reading.report(file.get(), publication.current()));
      }
      return account(run, all, written);
    }
  }

  private int readTopic() throws IOException {
    Path folder = output;
    if (!input.isEmpty()) {
      throw refused("--input and --topic contradict each other", null);
    }
    if (report.isNamed()) {
      throw refused("--report is for --input: what is read of a topic has no end", null);
    }
    if (folder == null && search.connection().isEmpty()) {
      throw refused(
          "--output or --search is missing: where is what is read of a topic to go?", null);
    }
    if (reading.isForFiles()) {
      throw refused("--format parquet and --keep-days are for --input", null);
    }
    reading.requireSound();
    StreamState state = topic.state(runner);
    LiveSettings live = topic.settings();
    spec.commandLine().getOut().println("locations: " + reading.locations());
    return LiveRun.of(
        hosts,
        runner,
        state,
        reading.settings(folder == null ? "" : folder.toAbsolutePath().normalize().toString(), 1),
        live,
        ReadyIndex.of(search),
        spec.commandLine().getOut());
  }

  private LogFiles files() {
    try {
      return LogFiles.of(input, System.in);
    } catch (IOException | InvalidPathException e) {
      throw refused("--input: " + e.getMessage(), e);
    }
  }

  private Publication begin(Path folder) {
    try {
      return Publication.begin(folder.toAbsolutePath().normalize());
    } catch (OutputInUseException e) {
      throw refused("--output: " + e.getMessage(), e);
    } catch (IOException e) {
      throw refused("--output: " + folder + " can't be written: " + e, e);
    }
  }

  private void publish(Publication publication, long oldestSeconds) throws IOException {
    List<String> replaced = new ArrayList<>(Tables.columns().keySet());
    if (reading.forgets()) {
      replaced.addAll(HitFiles.before(publication.current(), oldestSeconds));
    }
    publication.publish(replaced);
    if (reading.forgets()) {
      publication.deleteEarlier();
    }
  }

  private int account(WeblogsRun run, Reading all, Optional<ReportFile.Written> written) {
    boolean isIndexed = all.index().isPresent();
    Account account = run.account(all.copies().size(), reading.forgets(), isIndexed);
    account.with("locations", reading.locations());
    if (output != null) {
      account.with("written to", output.toString());
    }
    written.ifPresent(of -> report.add(of, account));
    account.print(spec.commandLine().getOut(), json.isSet());
    boolean indexed = !isIndexed || (run.indexAddsUp() && run.refusedDocuments() == 0);
    return run.addsUp() && !run.tookNothing() && indexed ? 0 : 1;
  }

  private ParameterException refused(String why, @Nullable Exception cause) {
    return new ParameterException(spec.commandLine(), why, cause);
  }
}
