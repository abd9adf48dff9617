package io.cardbeam.local.parity;

import io.cardbeam.command.ClassifyRun;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.RunnerOption;
import io.cardbeam.pipeline.RuleSource;
import io.cardbeam.pipeline.RunProgress;
import io.cardbeam.pipeline.files.WriteDeadLetters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Bounded mode, as {@code classify} decides, on one of Beam's runners in this process. */
final class BoundedRun implements ParityRun {
  /** What the Direct runner checks of every element takes most of its time, and changes none. */
  private static final List<String> WITHOUT_CHECKS =
      List.of("--enforceEncodability=false", "--enforceImmutability=false");

  private final RunnerOption.Runner runner;

  BoundedRun(RunnerOption.Runner runner) {
    this.runner = runner;
  }

  @Override
  public String name() {
    return runner.name();
  }

  @Override
  public RunAccount decide(ParityInput input, Path folder, ProgressLine line) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            runner.arguments(Runtime.getRuntime().availableProcessors(), RunnerOption.IN_PROCESS));
    if (runner == RunnerOption.Runner.direct) {
      arguments.addAll(WITHOUT_CHECKS);
    }
    ClassifyRun run =
        ClassifyRun.of(
            PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).create(),
            input.source(),
            input.deciding(),
            RuleSource.WITH_THE_INPUT,
            new WriteDecisionFiles(folder.toString()),
            folder.toString(),
            line);
    return new RunAccount(run.requests() + run.invalid(), deadLetters(folder), run.repeated());
  }

  /** Counted in what was written, each on a line of its own under the header. */
  private static long deadLetters(Path folder) throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve(WriteDeadLetters.FILE))) {
      return lines.count() - 1;
    }
  }

  @Override
  public long progress() {
    return RunProgress.read() + RunProgress.decided();
  }
}
