package io.cardbeam.command.weblog;

import io.cardbeam.command.Account;
import io.cardbeam.command.JsonOption;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.RunnerOption;
import io.cardbeam.command.SearchOption;
import io.cardbeam.command.stream.StreamHosts;
import io.cardbeam.command.stream.StreamState;
import io.cardbeam.geo.GeoDatabase;
import io.cardbeam.pipeline.table.OutputInUseException;
import io.cardbeam.pipeline.table.Publication;
import io.cardbeam.pipeline.weblog.HitIndex;
import io.cardbeam.pipeline.weblog.LiveSettings;
import io.cardbeam.pipeline.weblog.LogSource.Copy;
import io.cardbeam.pipeline.weblog.Tables;
import io.cardbeam.pipeline.weblog.WebLogSettings;
import io.cardbeam.weblog.LogFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
    description = {
      "Reads access logs of Apache and nginx, plain or compressed, and writes what they say: hits,"
          + " dead letters, sessions, and counts by minute, country, city, path, status and agent.",
      "With --topic it reads lines that weblogs ship sends to Kafka, until it is stopped.",
      "Each line is a hit or a dead letter with file, line and reason. A log that was read into the"
          + " same --output before is read on from where it ended, also when it was rotated, packed"
          + " or copied meanwhile.",
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
          + " --geo-file dbip-country.mmdb",
      "  cardbeam weblogs --input access.log --search http://127.0.0.1:9200",
      "  cardbeam weblogs --topic access-logs --bootstrap-servers localhost:9092 --output traffic"
          + " --checkpoints state",
      "  cardbeam weblogs --input app.log --log-format '$remote_addr [$time_local] \"$request\""
          + " $status $body_bytes_sent'",
      "",
      "docs/weblogs.md describes the files, docs/weblogs-search.md the index."
    })
public final class WeblogsCommand implements Callable<Integer> {
  private static final int MAX_DAYS = 36_525;

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

  @Option(
      names = "--format",
      paramLabel = "csv|parquet",
      defaultValue = "csv",
      description = "Layout of the hits. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.csv;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = LogFormats.AUTO,
      description = {
        "auto, or a format as the server's configuration has it behind LogFormat (Apache) or"
            + " log_format (nginx). auto takes common, combined and both with the virtual host"
            + " first or more fields at the end, line by line. Default: ${DEFAULT-VALUE}."
      })
  private String logFormat = LogFormats.AUTO;

  @Option(
      names = "--geo-file",
      paramLabel = "FILE",
      description = {
        "File in MaxMind's format (.mmdb) with countries or cities, by which addresses are"
            + " located.",
        "Default: none, country and city are empty."
      })
  private @Nullable Path geoFile;

  @Option(
      names = "--agents",
      paramLabel = "full|kinds",
      defaultValue = "full",
      description = {
        "full: name, version, operating system and device of each user agent. kinds: browser, bot,"
            + " ai_agent or tool alone, which starts some seconds faster. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private Agents agents = Agents.full;

  @Option(
      names = "--anonymize",
      description = {
        "Write addresses shortened: of IPv4 the first 24 bits, of IPv6 the first 48, of a name its"
            + " domain; and no users. Country and city are found before."
      })
  private boolean anonymize;

  @Option(
      names = "--keep-days",
      paramLabel = "N",
      description = {
        "Write no hits older than N days (UTC), and delete those that earlier runs wrote, with the"
            + " sessions that ended before. They are counted still.",
        "Default: all are kept."
      })
  private @Nullable Integer keepDays;

  @Mixin private final SearchOption search = new SearchOption();
  @Mixin private final TopicOption topic = new TopicOption();
  @Mixin private final RunnerOption runner = new RunnerOption();
  @Mixin private final JsonOption json = new JsonOption();

  /** The layouts, by the names that people type. */
  enum Format {
    csv,
    parquet
  }

  /** How much is read of user agents, by the names that people type. */
  enum Agents {
    full,
    kinds
  }

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
    requireSound();
    Optional<HitIndex> index = ReadyIndex.of(search);
    ProgressLine line = ProgressLine.of(spec.commandLine().getOut(), json.isSet());
    try (LogFiles files = files()) {
      List<Copy> copies = files.copies();
      Path folder = output;
      if (folder == null) {
        WeblogsRun run =
            WeblogsRun.of(options, settings("", 1), KnownLogs.none().plan(copies), "", index, line);
        return account(run, copies.size(), index);
      }
      try (Publication publication = begin(folder)) {
        Path current = publication.current();
        KnownLogs.Plan plan = KnownLogs.of(current).plan(copies);
        WebLogSettings settings = settings(publication.staging().toString(), publication.number());
        WeblogsRun run =
            WeblogsRun.of(
                options,
                settings,
                plan,
                Files.exists(current) ? current.toString() : "",
                index,
                line);
        publish(publication, settings.oldestSeconds());
        return account(run, copies.size(), index);
      }
    }
  }

  private int readTopic() throws IOException {
    Path folder = output;
    if (!input.isEmpty()) {
      throw refused("--input and --topic contradict each other", null);
    }
    if (folder == null && search.connection().isEmpty()) {
      throw refused(
          "--output or --search is missing: where is what is read of a topic to go?", null);
    }
    if (format != Format.csv || keepDays != null) {
      throw refused("--format parquet and --keep-days are for --input", null);
    }
    requireSound();
    StreamState state = topic.state(runner);
    LiveSettings live = topic.settings();
    return LiveRun.of(
        hosts,
        runner,
        state,
        settings(folder == null ? "" : folder.toAbsolutePath().normalize().toString(), 1),
        live,
        ReadyIndex.of(search),
        spec.commandLine().getOut());
  }

  /** What can be seen to be wrong before anything is read. */
  private void requireSound() {
    try {
      LogFormats.parser(logFormat);
    } catch (IllegalArgumentException e) {
      throw refused("--log-format: " + e.getMessage(), e);
    }
    try {
      if (geoFile != null) {
        GeoDatabase.read(geoFile);
      }
    } catch (IOException e) {
      throw refused("--geo-file: " + e.getMessage(), e);
    }
    if (keepDays != null && (keepDays < 1 || keepDays > MAX_DAYS)) {
      throw refused("--keep-days: " + keepDays + " is not from 1 to " + MAX_DAYS, null);
    }
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

  private WebLogSettings settings(String folder, int run) {
    long oldest =
        keepDays == null
            ? Long.MIN_VALUE
            : Instant.now().truncatedTo(ChronoUnit.DAYS).getEpochSecond()
                - Duration.ofDays(keepDays).toSeconds();
    return new WebLogSettings(
        logFormat,
        geoFile == null ? "" : geoFile.toAbsolutePath().toString(),
        agents == Agents.full,
        anonymize,
        oldest,
        folder,
        format == Format.csv ? WebLogSettings.HitFormat.CSV : WebLogSettings.HitFormat.PARQUET,
        run);
  }

  private void publish(Publication publication, long oldestSeconds) throws IOException {
    List<String> replaced = new ArrayList<>(Tables.columns().keySet());
    if (keepDays != null) {
      replaced.addAll(HitFiles.before(publication.current(), oldestSeconds));
    }
    publication.publish(replaced);
    if (keepDays != null) {
      publication.deleteEarlier();
    }
  }

  private int account(WeblogsRun run, int files, Optional<HitIndex> index) {
    Account account = run.account(files, keepDays != null, index.isPresent());
    if (output != null) {
      account.with("written to", output.toString());
    }
    account.print(spec.commandLine().getOut(), json.isSet());
    boolean indexed = index.isEmpty() || (run.indexAddsUp() && run.refusedDocuments() == 0);
    return run.addsUp() && !run.tookNothing() && indexed ? 0 : 1;
  }

  private ParameterException refused(String why, @Nullable Exception cause) {
    return new ParameterException(spec.commandLine(), why, cause);
  }
}
