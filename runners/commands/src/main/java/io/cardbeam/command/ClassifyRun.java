package io.cardbeam.command;

import io.cardbeam.decision.Deciding;
import io.cardbeam.event.Outcome;
import io.cardbeam.pipeline.BoundedCards;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.RuleSource;
import io.cardbeam.pipeline.card.ConflictLetter;
import io.cardbeam.pipeline.classify.ClassifyCounters;
import io.cardbeam.pipeline.files.WriteDeadLetters;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.pipeline.read.SourceTags;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * What became of the requests of a file or lake that were decided in bounded mode.
 *
 * @param requests read
 * @param invalid rows or events that can't be taken
 * @param outside requests that were left out, as their time is not asked for
 * @param findings labels that came back
 * @param outcomes requests decided, by answer; each answer has its count
 * @param repeated requests that came again and were not decided again
 * @param conflicts events, of any kind, that say something else than one of their identity that
 *     came first
 * @param seconds it took
 * @param counters all that the pipeline counted, for who put steps of its own into it
 */
public record ClassifyRun(
    long requests,
    long invalid,
    long outside,
    long findings,
    Map<Outcome, Long> outcomes,
    long repeated,
    long conflicts,
    double seconds,
    RunCounters counters) {

  /**
   * Decides them and writes decisions and dead letters; these replace those of an earlier run.
   *
   * @param options where it runs
   * @param source the requests
   * @param rules published rules that were in force at their times
   * @param output writes the decisions
   * @param folder for the dead letters; made if it is not there
   * @param line shows how far it has come
   */
  public static ClassifyRun of(
      PipelineOptions options,
      ReadCards source,
      Deciding deciding,
      RuleSource rules,
      PTransform<PCollection<Decided>, PDone> output,
      String folder,
      ProgressLine line) {
    return of(pipeline(options, source, deciding, rules, output, folder), line);
  }

  /**
   * Runs a pipeline that decides them to its end.
   *
   * @param line shows how far it has come
   */
  public static ClassifyRun of(Pipeline pipeline, ProgressLine line) {
    long startNanos = System.nanoTime();
    RunCounters counters = new RunCounters(FinishedRun.of(pipeline, line));
    double seconds = (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(
          outcome, counters.sum(ClassifyCounters.NAMESPACE, ClassifyCounters.nameOf(outcome)));
    }
    return new ClassifyRun(
        counters.sum(SourceTags.NAMESPACE, "requests"),
        counters.sum(SourceTags.NAMESPACE, "invalid"),
        counters.sum(SourceTags.NAMESPACE, SourceTags.OUTSIDE),
        counters.sum(SourceTags.NAMESPACE, SourceTags.FINDINGS),
        outcomes,
        counters.sum(ClassifyCounters.NAMESPACE, ClassifyCounters.REPEATED),
        counters.sum(ConflictLetter.NAMESPACE, ConflictLetter.COUNTER),
        seconds,
        counters);
  }

  /** The pipeline of {@link #of}, not yet run. */
  static Pipeline pipeline(
      PipelineOptions options,
      ReadCards source,
      Deciding deciding,
      RuleSource rules,
      PTransform<PCollection<Decided>, PDone> output,
      String folder) {
    Pipeline pipeline = Pipeline.create(options);
    BoundedCards cards = BoundedCards.read(pipeline, source, deciding, rules);
    BoundedCards.Made<Decided> decided = cards.decided();
    decided.of().apply("WriteDecisions", output);
    decided.deadLetters().apply("WriteDeadLetters", new WriteDeadLetters(folder));
    return pipeline;
  }

  /** Requests decided, each once. */
  public long decided() {
    return outcomes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether each request that was read is decided, repeated or left out. */
  public boolean addsUp() {
    return requests == decided() + repeated + outside;
  }

  /** Whether all that there was to read is dead letters. */
  public boolean tookNothing() {
    return requests == 0 && invalid > 0;
  }
}
