package io.cardbeam.local.parity;

import io.cardbeam.command.ClassifyRun;
import io.cardbeam.command.FinishedRun;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.RunnerOption;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.BoundedBooks;
import io.cardbeam.pipeline.RunProgress;
import io.cardbeam.pipeline.files.WriteDeadLetters;
import io.cardbeam.star.AnsweredRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Bounded mode, as {@code warehouse} and {@code statements} work; {@code classify} decides by the
 * same function of a card's events.
 */
final class BoundedRun implements ParityRun {
  private static final TypeDescriptor<AuthorizationDecision> DECISION =
      TypeDescriptor.of(AuthorizationDecision.class);

  private final String name;
  private final RunnerOption.Runner runner;
  private final String flinkMaster;
  private final int parallelism;

  private BoundedRun(String name, RunnerOption.Runner runner, String flinkMaster, int parallelism) {
    this.name = name;
    this.runner = runner;
    this.flinkMaster = flinkMaster;
    this.parallelism = parallelism;
  }

  /** On one of Beam's runners in this process. */
  static BoundedRun inProcess(RunnerOption.Runner runner) {
    return new BoundedRun(
        runner.name(), runner, RunnerOption.IN_PROCESS, Runtime.getRuntime().availableProcessors());
  }

  /**
   * On a Flink cluster of this machine.
   *
   * @param address HOST:PORT
   * @param slots that it has
   */
  static BoundedRun onCluster(String name, String address, int slots) {
    return new BoundedRun(name, RunnerOption.Runner.flink, address, slots);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public RunAccount decide(ParityInput input, Path folder, ProgressLine line) throws IOException {
    Pipeline pipeline = pipeline();
    BoundedBooks books = BoundedBooks.read(pipeline, input.source(), input.deciding());
    books
        .cards()
        .apply(
            "Decisions",
            FlatMapElements.into(DECISION)
                .via(card -> card.answers().stream().map(AnsweredRequest::decision).toList()))
        .setCoder(AvroRecordCoder.of(AuthorizationDecision.class))
        .apply(
            "WriteDecisions",
            new WriteRowFiles<>(AvroDecisions.in(folder).folder(), AuthorizationDecision.class));
    books.deadLetters().apply("WriteDeadLetters", new WriteDeadLetters(folder.toString()));
    BooksOfRun.in(folder).write(books, input.months());
    ClassifyRun run = ClassifyRun.of(pipeline, line);
    return new RunAccount(run.requests() + run.invalid(), deadLetters(folder), run.repeated());
  }

  /**
   * Makes the books of a lake, whose decisions stand.
   *
   * @param folder of the run that left the lake
   */
  void keepBooks(ParityInput input, Path lake, Path folder, ProgressLine line) {
    Pipeline pipeline = pipeline();
    BooksOfRun.in(folder).write(input.booksOf(pipeline, lake), input.months());
    FinishedRun.of(pipeline, line);
  }

  private Pipeline pipeline() {
    List<String> arguments = runner.arguments(parallelism, flinkMaster);
    return Pipeline.create(
        PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).create());
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
