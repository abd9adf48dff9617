package io.cardbeam.browser.bench;

import io.cardbeam.browser.Chromium;
import io.cardbeam.browser.Requirements;
import io.cardbeam.command.JsonOption;
import io.cardbeam.command.ProgressLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench page}. */
@Command(
    name = "page",
    subcommands = RecordCommand.class,
    description = {
      "Measures the live page in this machine's Chromium, on a server that plays what a console"
          + " answered and streamed, as much faster as --rate needs. First by the clock: the longest"
          + " task, and how busy the main thread is. Then the heap after collections, while all"
          + " clocks run --speed times as fast.",
      "Exit code 1 if a task takes over 100 ms, the main thread is busy for more than half of the"
          + " time, or the heap grows by more than a tenth. Takes some 3.5 minutes, and wants a"
          + " machine that does nothing else. For example:",
      "  ./cardbeam bench page",
      "  ./cardbeam bench page --seconds 20 --hours 0"
    })
public final class PageBenchCommand implements Callable<Integer> {
  private static final int MAX_RATE = 20_000;
  private static final int MAX_SECONDS = 3_600;
  private static final double MAX_HOURS = 24;
  private static final int MAX_SPEED = 60;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "2000",
      description = "Requests a second, 1 to 20000. Default: ${DEFAULT-VALUE}.")
  private int rate = 2_000;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "Seconds that are measured by the clock. Default: ${DEFAULT-VALUE}.")
  private int seconds = 60;

  @Option(
      names = "--hours",
      paramLabel = "H",
      defaultValue = "1",
      description =
          "Hours of requests for the heap, 0 to 24; 0 leaves it out. Default: ${DEFAULT-VALUE}.")
  private double hours = 1;

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "30",
      description = "How many times as fast those come, 1 to 60. Default: ${DEFAULT-VALUE}.")
  private int speed = 30;

  @Option(
      names = "--recording",
      paramLabel = "FILE",
      description =
          "What bench page record wrote. Default: a minute of a live board that the simulator fed"
              + " with 2,000 requests a second; its history is made up.")
  private @Nullable Path recording;

  @Override
  public Integer call() throws IOException {
    require(rate >= 1 && rate <= MAX_RATE, "--rate must be 1 to " + MAX_RATE);
    require(seconds >= 1 && seconds <= MAX_SECONDS, "--seconds must be 1 to " + MAX_SECONDS);
    require(hours >= 0 && hours <= MAX_HOURS, "--hours must be 0 to 24");
    require(speed >= 1 && speed <= MAX_SPEED, "--speed must be 1 to " + MAX_SPEED);
    Optional<String> missing = Requirements.missing();
    if (missing.isPresent()) {
      throw new IOException(missing.get());
    }
    PrintWriter out = spec.commandLine().getOut();
    ProgressLine line = ProgressLine.of(out, json.isSet());
    Recording played = recording == null ? Recording.shipped() : Recording.read(recording);
    PageResult result;
    try (Chromium chromium = Chromium.launch()) {
      PageBench.Settings settings = new PageBench.Settings(played, rate, seconds, hours, speed);
      result = new PageBench(settings, chromium, line).run();
    } finally {
      line.hide();
    }
    out.print(json.isSet() ? PageText.json(result) : PageText.table(result));
    out.flush();
    return result.holds() ? 0 : 1;
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
