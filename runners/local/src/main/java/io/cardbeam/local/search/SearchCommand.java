package io.cardbeam.local.search;

import io.cardbeam.command.Account;
import io.cardbeam.command.JsonOption;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.StopSignal;
import io.cardbeam.flink.Ports;
import io.cardbeam.local.DataFolder;
import io.cardbeam.local.DataFolderInUseException;
import io.cardbeam.local.FreeSpace;
import io.cardbeam.pipeline.search.DailyIndices;
import io.cardbeam.pipeline.search.SearchServer;
import io.cardbeam.pipeline.search.WeblogTemplate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code search}: an OpenSearch on this machine. */
@Command(
    name = "search",
    subcommands = SearchPrepareCommand.class,
    description = {
      "Starts an OpenSearch on this machine for the index of web logs, and runs until Ctrl-C. It"
          + " listens on 127.0.0.1 alone and asks for no password: whoever has an account on this"
          + " machine can read it.",
      "The fields of hits are set up, so that their daily indices (cardbeam-weblogs-2026.11.29) are"
          + " made as they come."
    },
    footer = {
      "",
      "Examples:",
      "  cardbeam search",
      "  cardbeam search --data /srv/search --port 9200 --heap 1024",
      "  curl 'http://127.0.0.1:9200/cardbeam-weblogs-*/_search?q=status:500'",
      "",
      "docs/weblogs-search.md has the fields and more questions."
    })
public final class SearchCommand implements Callable<Integer> {
  private static final String DEFAULT_FOLDER = "cardbeam-search";
  private static final int HIGHEST_PORT = 65_535;
  private static final int MOST_HEAP_MIB = 31 * 1024;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = DEFAULT_FOLDER,
      description = "Folder of its indices, made if it is not there. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of(DEFAULT_FOLDER);

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description =
          "Port for HTTP. Default: 0, any that is free at the first start, and the same later.")
  private int port;

  @Option(
      names = "--heap",
      paramLabel = "MIB",
      defaultValue = "" + LocalSearch.HEAP_MIB,
      description =
          "Its heap in MiB, 256 to 31744; the process takes some 200 more, and half of it again for"
              + " buffers at most. Default: ${DEFAULT-VALUE}.")
  private int heapMib = LocalSearch.HEAP_MIB;

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireSound();
    ProgressLine line = ProgressLine.of(spec.commandLine().getOut(), json.isSet());
    try (StopSignal stop = new StopSignal();
        DataFolder folder = open();
        LocalSearch search = line.during("OpenSearch", () -> start(folder), this::where)) {
      SearchServer server = new SearchServer(search.connection());
      DailyIndices indices = new DailyIndices(WeblogTemplate.PREFIX);
      WeblogTemplate.put(server, indices);
      new Account()
          .with("address", search.connection().url())
          .with("version", server.product())
          .with("data", folder.root().toString())
          .with("documents", server.count(indices))
          .print(spec.commandLine().getOut(), json.isSet());
      line.say("Ctrl-C ends it");
      while (!stop.await(LOOK_EVERY)) {
        if (!search.isAlive()) {
          throw new IOException("OpenSearch has ended: see " + logFile(folder));
        }
      }
    }
    return 0;
  }

  private void requireSound() {
    if (port < 0 || port > HIGHEST_PORT) {
      throw refused("--port is 0 to " + HIGHEST_PORT);
    }
    if (port > 0 && !Ports.isFree(port)) {
      throw refused("--port: " + port + " is taken; name another one");
    }
    if (heapMib < LocalSearch.LEAST_HEAP_MIB || heapMib > MOST_HEAP_MIB) {
      throw refused("--heap is " + LocalSearch.LEAST_HEAP_MIB + " to " + MOST_HEAP_MIB + " MiB");
    }
  }

  private DataFolder open() throws IOException {
    try {
      return DataFolder.open(data);
    } catch (DataFolderInUseException e) {
      throw refused("--data: " + e.getMessage());
    }
  }

  private LocalSearch start(DataFolder folder) throws IOException {
    new FreeSpace(folder.root()).require();
    Ports ports = folder.ports();
    return LocalSearch.start(
        folder.root().resolve("opensearch"),
        logFile(folder),
        port > 0 ? port : ports.port("opensearch"),
        ports.port("opensearch-nodes"),
        heapMib);
  }

  private String where(LocalSearch search) {
    return search.connection().url();
  }

  private static Path logFile(DataFolder folder) {
    return folder.root().resolve("log").resolve("opensearch.log");
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
