package io.cardbeam.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.bench.api.ApiFuzzCommand;
import io.cardbeam.bench.fault.FaultsCommand;
import io.cardbeam.bench.fuzz.FuzzCommand;
import io.cardbeam.bench.gateway.GatewayBenchCommand;
import io.cardbeam.bench.warehouse.WarehouseBenchCommand;
import io.cardbeam.bench.weblog.WeblogsBenchCommand;
import io.cardbeam.command.JsonOption;
import io.cardbeam.command.ProgressLine;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench}: every benchmark, as a table. */
@Command(
    name = "bench",
    description = {
      "Measures how long a decision takes and what it allocates, whole and by its parts, with JMH on"
          + " one thread: cards with some months of history, ten live rules. Takes about three"
          + " minutes, and wants a machine that does nothing else.",
      "For example: ./cardbeam bench --quick"
    },
    subcommands = {
      ApiFuzzCommand.class,
      BrowserBench.Cube.class,
      FaultsCommand.class,
      FuzzCommand.class,
      GatewayBenchCommand.class,
      BrowserBench.Page.class,
      WarehouseBenchCommand.class,
      WeblogsBenchCommand.class
    })
final class BenchCommand implements Callable<Integer> {
  private static final TimeValue ITERATION = TimeValue.seconds(1);
  private static final int WARMUPS = 6;
  private static final int ITERATIONS = 5;
  private static final int QUICK_WARMUPS = 3;
  private static final int QUICK_ITERATIONS = 1;
  private static final String HEAP = "1g";
  private static final String NO_LOGGER_IS_MEANT = "-Dslf4j.internal.verbosity=ERROR";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--quick",
      description = "Measure for a second each, for a first look: about a minute.")
  private boolean quick;

  @Override
  public Integer call() throws RunnerException {
    PrintWriter out = spec.commandLine().getOut();
    ProgressLine line = ProgressLine.of(out, json.isSet());
    Map<Measured, Figures> figures = new EnumMap<>(Measured.class);
    for (Measured measured : Measured.values()) {
      line.show("measuring " + measured.words() + " ...");
      figures.put(measured, Figures.of(new Runner(options(measured)).run()));
    }
    line.hide();
    out.print(json.isSet() ? json(figures) : table(figures));
    out.flush();
    return 0;
  }

  private Options options(Measured measured) {
    return new OptionsBuilder()
        .include(measured.pattern())
        .mode(Mode.SampleTime)
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.MICROSECONDS)
        .threads(1)
        .forks(1)
        .warmupIterations(quick ? QUICK_WARMUPS : WARMUPS)
        .warmupTime(ITERATION)
        .measurementIterations(quick ? QUICK_ITERATIONS : ITERATIONS)
        .measurementTime(ITERATION)
        .addProfiler(GCProfiler.class)
        .jvmArgs("-Xms" + HEAP, "-Xmx" + HEAP, NO_LOGGER_IS_MEANT)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .build();
  }

  private static String table(Map<Measured, Figures> figures) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            "%-28s %9s %9s %9s %9s %10s%n",
            "a call takes", "mean us", "p50 us", "p99 us", "p99.9 us", "bytes"));
    figures.forEach(
        (measured, f) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "%-28s %9.2f %9.2f %9.2f %9.2f %10.0f%n",
                    measured.words(),
                    f.meanMicros(),
                    f.medianMicros(),
                    f.p99Micros(),
                    f.p999Micros(),
                    f.bytes())));
    return table.toString();
  }

  private static String json(Map<Measured, Figures> figures) {
    ObjectNode all = new ObjectMapper().createObjectNode();
    figures.forEach(
        (measured, f) ->
            all.putObject(measured.code())
                .put("mean_us", f.meanMicros())
                .put("p50_us", f.medianMicros())
                .put("p99_us", f.p99Micros())
                .put("p999_us", f.p999Micros())
                .put("bytes", f.bytes()));
    return all.toPrettyString() + System.lineSeparator();
  }
}
