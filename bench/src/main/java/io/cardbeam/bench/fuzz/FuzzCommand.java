package io.cardbeam.bench.fuzz;

import io.cardbeam.command.JsonOption;
import io.cardbeam.command.ProgressLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench fuzz}. */
@Command(
    name = "fuzz",
    description = {
      "Throws damaged input at what reads it: records as Kafka carries them, files of a lake, and CSV"
          + " files."
          + " Bits are flipped; parts cut, put in, repeated and set to zero; lengths and counts lie."
          + " Each input must be read to its end within limits of time and memory, each record of it"
          + " an event or a dead letter, and what was taken must pass every later step unchanged. Half"
          + " of the CSV files are not damaged but written in another way that means the same: they"
          + " must give the same events. Rows that DuckDB reads, too, must be of the same time and"
          + " amount.",
      "An input that fails is kept as a file, with a text beside it that tells how to repeat it."
          + " Exit code 1 if there is one.",
      "For example: ./cardbeam bench fuzz --records 100000 --lake-files 10000 --csv-files 10000 --seed 7"
    })
public final class FuzzCommand implements Callable<Integer> {
  private static final String MOST = "Default: ${DEFAULT-VALUE}; 0 for none.";
  private static final long MOST_INPUTS = 1_000_000_000;
  private static final int MOST_THREADS = 64;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Records on Kafka. " + MOST)
  private long records = 1_000_000;

  @Option(
      names = "--lake-files",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Files of a lake. " + MOST)
  private long lakeFiles = 100_000;

  @Option(
      names = "--csv-files",
      paramLabel = "N",
      defaultValue = "100000",
      description = "CSV files. " + MOST)
  private long csvFiles = 100_000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "The same seed gives the same inputs. Default: one at random, which the account names.")
  private @Nullable Long seed;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "1440",
      description = "Stop after so many minutes, whatever is left. Default: ${DEFAULT-VALUE}.")
  private int minutes = 1_440;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Threads at once. Default: ${DEFAULT-VALUE}.")
  private int threads = 2;

  @Option(
      names = "--findings",
      paramLabel = "DIR",
      defaultValue = "fuzz-findings",
      description = "Where inputs that fail are kept. Default: ${DEFAULT-VALUE}.")
  private Path folder = Path.of("fuzz-findings");

  @Option(
      names = "--repeat",
      paramLabel = "FILE",
      description = "Read one input that was kept again, and nothing else.")
  private @Nullable Path repeated;

  @Override
  public Integer call() throws IOException {
    if (repeated != null) {
      return repeat(repeated);
    }
    require(threads >= 1 && threads <= MOST_THREADS, "--threads must be 1 to " + MOST_THREADS);
    require(minutes >= 1, "--minutes must be 1 or more");
    Map<TargetKind, Long> inputs = new EnumMap<>(TargetKind.class);
    inputs.put(TargetKind.RECORDS, records);
    inputs.put(TargetKind.LAKE_FILES, lakeFiles);
    inputs.put(TargetKind.CSV_FILES, csvFiles);
    inputs.forEach(
        (kind, count) ->
            require(
                count >= 0 && count <= MOST_INPUTS,
                "--" + kind.code() + " must be 0 to " + MOST_INPUTS));
    PrintWriter out = spec.commandLine().getOut();
    ProgressLine line = ProgressLine.of(out, json.isSet());
    long from = seed == null ? ThreadLocalRandom.current().nextLong() : seed;
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
    Findings findings = new Findings(folder);
    List<FuzzResult> results = new ArrayList<>();
    for (Map.Entry<TargetKind, Long> each : inputs.entrySet()) {
      if (each.getValue() > 0) {
        FuzzRun run = new FuzzRun(each.getKey(), each.getValue(), from, findings);
        results.add(run.run(threads, end, line::show));
      }
    }
    line.hide();
    out.print(
        json.isSet()
            ? FuzzText.json(from, results, findings)
            : FuzzText.table(from, results, findings));
    out.flush();
    return findings.count() == 0 ? 0 : 1;
  }

  private int repeat(Path file) throws IOException {
    Optional<TargetKind> kind = Findings.targetOf(file);
    require(
        kind.isPresent() && Files.isRegularFile(file),
        "--repeat: " + file + " is no file that a run has kept");
    PrintWriter out = spec.commandLine().getOut();
    byte[] input = Files.readAllBytes(file);
    try {
      Taken taken = FuzzWorker.measured(kind.orElseThrow().make(), input);
      out.printf(
          "%s is read to its end: %d events, %d dead letters%n",
          file, taken.events(), taken.deadLetters());
      out.flush();
      return 0;
    } catch (Throwable thrown) {
      thrown.printStackTrace(out);
      out.flush();
      return 1;
    }
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
