package io.cardbeam.bench.weblog;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.bench.process.MeasuredProcess;
import io.cardbeam.bench.weblog.Reading.Round;
import io.cardbeam.command.JsonOption;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.local.WorkFolder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench weblogs}. */
@Command(
    name = "weblogs",
    description = {
      "Makes an access log and reads it by weblogs and by goaccess, side by side: each in a process of"
          + " its own, in turn, for several rounds, with locations and user agents. weblogs writes a"
          + " row a line besides its counts; goaccess writes its report.",
      "Then each reads a longer log once, and how its memory grows with the lines is printed.",
      "goaccess is left out where it is not installed: apt-get install goaccess.",
      "For example: ./cardbeam bench weblogs --lines 1000000 --memory-lines 0"
    })
public final class WeblogsBenchCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final int MOST_ROUNDS = 20;
  private static final long MOST_LINES = 100_000_000;
  private static final int BUFFER_BYTES = 1 << 20;
  private static final Pattern HEAP = Pattern.compile("[1-9]\\d{0,2}g");

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Option(
      names = "--lines",
      paramLabel = "N",
      defaultValue = "5000000",
      description = "Lines of the log of the rounds. Default: ${DEFAULT-VALUE}.")
  private long lines = 5_000_000;

  @Option(
      names = "--memory-lines",
      paramLabel = "N",
      defaultValue = "20000000",
      description =
          "Lines of the log by which memory is measured, of 230 bytes on the disk each; 0 leaves it"
              + " out. Default: ${DEFAULT-VALUE}.")
  private long memoryLines = 20_000_000;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds by each; 0 measures memory alone. Default: ${DEFAULT-VALUE}.")
  private int rounds = 3;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Which log is made. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "3g",
      description = "Most heap of weblogs, in gigabytes. Default: ${DEFAULT-VALUE}.")
  private String heap = "3g";

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException {
    require(lines >= 1 && lines <= MOST_LINES, "--lines must be 1 to " + MOST_LINES);
    require(
        memoryLines >= 0 && memoryLines <= MOST_LINES, "--memory-lines must be 0 to " + MOST_LINES);
    require(rounds >= 0 && rounds <= MOST_ROUNDS, "--rounds must be 0 to " + MOST_ROUNDS);
    require(HEAP.matcher(heap).matches(), "--heap must be gigabytes, for instance 3g");
    PrintWriter out = spec.commandLine().getOut();
    ProgressLine line = ProgressLine.of(out, json.isSet());
    List<Reader> readers =
        Reader.installedGoaccess().isPresent() ? List.of(Reader.values()) : List.of(Reader.weblogs);
    if (readers.size() == 1) {
      spec.commandLine()
          .getErr()
          .println(
              "goaccess is not installed (apt-get install goaccess): weblogs is measured alone");
    }
    try (WorkFolder folder = WorkFolder.open(Optional.empty(), "cardbeam-bench")) {
      List<Reading> readings = measured(folder.path(), readers, line);
      line.hide();
      out.print(
          json.isSet()
              ? WeblogsText.json(lines, memoryLines, readings)
              : WeblogsText.tables(lines, memoryLines, readings));
      out.flush();
      return 0;
    } finally {
      line.hide();
    }
  }

  private List<Reading> measured(Path folder, List<Reader> readers, ProgressLine line)
      throws IOException {
    Path geo = folder.resolve("places.mmdb");
    Files.write(geo, Places.file());
    Path log = folder.resolve("access.log");
    List<Reading> readings = new ArrayList<>();
    for (Reader reader : readers) {
      readings.add(new Reading(reader, new ArrayList<>(), new ArrayList<>()));
    }
    if (rounds > 0) {
      line.show("making the log");
      write(log, lines);
    }
    for (int round = 1; round <= rounds; round++) {
      for (Reading reading : readings) {
        line.show("round " + round + " of " + rounds + ": " + reading.reader());
        reading.rounds().add(round(reading.reader(), log, geo, folder));
      }
    }
    if (memoryLines > 0) {
      line.show("making the long log");
      write(log, memoryLines);
      for (Reading reading : readings) {
        line.show("memory of " + reading.reader());
        reading.memory().add(memory(reading.reader(), log, geo, folder));
      }
    }
    return readings;
  }

  private void write(Path log, long count) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(log), BUFFER_BYTES)) {
      TrafficLog.write(count, seed, out);
    }
  }

  private Round round(Reader reader, Path log, Path geo, Path folder) throws IOException {
    Path output = folder.resolve("output");
    MeasuredProcess run =
        MeasuredProcess.run(reader.command(log, geo, output, heap), logs(folder), PATIENCE);
    requireAll(reader, run.said());
    FileUtils.deleteQuietly(output.toFile());
    return new Round(run.wallSeconds(), run.cpuSeconds(), run.peakBytes().orElse(0));
  }

  /** Each line that is made is a hit. */
  private void requireAll(Reader reader, String said) throws IOException {
    if (reader == Reader.weblogs) {
      long hits = new ObjectMapper().readTree(said).path("hits").asLong();
      if (hits != lines) {
        throw new IOException("weblogs took " + hits + " of " + lines + " lines for hits");
      }
    }
  }

  private MemoryTrace memory(Reader reader, Path log, Path geo, Path folder) throws IOException {
    Path output = folder.resolve("output");
    Path samples = folder.resolve("samples");
    List<MemoryTrace.Sample> resident = new ArrayList<>();
    MeasuredProcess run =
        MeasuredProcess.run(
            reader == Reader.weblogs
                ? Reader.sampled(log, geo, output, heap, samples)
                : reader.command(log, geo, output, heap),
            logs(folder),
            PATIENCE,
            (seconds, bytes) -> resident.add(new MemoryTrace.Sample(seconds, bytes)));
    FileUtils.deleteQuietly(output.toFile());
    return reader == Reader.weblogs
        ? MemoryTrace.read(samples, run.wallSeconds())
        : new MemoryTrace(resident, run.wallSeconds());
  }

  private static Path logs(Path folder) throws IOException {
    return Files.createDirectories(folder.resolve("logs"));
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
