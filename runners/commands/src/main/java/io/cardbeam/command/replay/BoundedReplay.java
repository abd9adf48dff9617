package io.cardbeam.command.replay;

import io.cardbeam.command.ClassifyRun;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.event.Outcome;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.BoundedCards;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.DecidedCoder;
import io.cardbeam.pipeline.RuleSource;
import io.cardbeam.pipeline.classify.ClassifyCounters;
import io.cardbeam.pipeline.compare.CompareDecisions;
import io.cardbeam.pipeline.compare.DifferenceRow;
import io.cardbeam.pipeline.files.WriteDeadLetters;
import io.cardbeam.pipeline.files.WriteDecisions;
import io.cardbeam.pipeline.files.WriteSorted;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.pipeline.read.ReadLake;
import io.cardbeam.pipeline.read.SourceTags;
import io.cardbeam.traffic.InputWindow;
import io.cardbeam.wire.EventType;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * An archive's requests decided again, as {@code classify} decides them, and the decisions compared
 * with those that lie in it. What came before the window is read and decided too, so that cards
 * have their past in it, but is neither written nor compared.
 *
 * @param run what became of all requests that were read
 * @param before requests before the window
 * @param outcomes requests within it, by answer; each answer has its count
 * @param same decisions that the archive holds just so
 * @param different decisions that it holds otherwise
 * @param otherOutcome of these, with another outcome
 * @param notInArchive requests of which it holds no decision
 * @param onlyInArchive decisions that it holds on requests that were not decided again
 */
record BoundedReplay(
    ClassifyRun run,
    long before,
    Map<Outcome, Long> outcomes,
    long same,
    long different,
    long otherOutcome,
    long notInArchive,
    long onlyInArchive) {
  /** File of the differences. */
  private static final String DIFFERENCES = "differences.csv";

  /**
   * Decides and writes decisions, differences and dead letters; these replace those of an earlier
   * run.
   *
   * @param archive root of the lake, on any of Beam's file systems
   * @param output folder; made if it is not there
   */
  static BoundedReplay of(
      PipelineOptions options,
      String archive,
      InputWindow window,
      Deciding deciding,
      RuleSource rules,
      String output,
      ProgressLine line) {
    Pipeline pipeline = Pipeline.create(options);
    BoundedCards cards = BoundedCards.read(pipeline, source(archive, window), deciding, rules);
    PCollectionTuple archived =
        pipeline.apply(
            "ReadArchivedDecisions",
            new ReadLake(archive, EnumSet.of(EventType.AUTHORIZATION_DECISION)));
    BoundedCards.Made<Decided> decided = cards.decided();
    PCollection<Decided> within =
        decided
            .of()
            .apply("WithinWindow", ParDo.of(new WithinFn(window)))
            .setCoder(DecidedCoder.of());
    within.apply("WriteDecisions", new WriteDecisions(output, WriteDecisions.Format.CSV));
    PCollectionTuple.of(CompareDecisions.ANEW, anew(within))
        .and(CompareDecisions.ARCHIVED, archived(archived, window))
        .apply("CompareDecisions", new CompareDecisions())
        .apply(
            "AsRows",
            MapElements.into(new TypeDescriptor<KV<String, byte[]>>() {})
                .via(row -> KV.of(row, row.getBytes(StandardCharsets.UTF_8))))
        .setCoder(WriteSorted.CODER)
        .apply(
            "WriteDifferences",
            new WriteSorted(output + "/" + DIFFERENCES, WriteSorted.lines(DifferenceRow.HEADER)));
    PCollectionList<DeadLetter> unread =
        PCollectionList.of(decided.deadLetters()).and(archived.get(SourceTags.DEAD_LETTERS));
    unread
        .apply("AllDeadLetters", Flatten.pCollections())
        .apply("WriteDeadLetters", new WriteDeadLetters(output));
    return of(ClassifyRun.of(pipeline, line));
  }

  /** All up to the end of the window; where it has none, no date of a wrong clock. */
  private static ReadCards source(String archive, InputWindow window) {
    ReadCards whole = ReadCards.ofLake(archive, ReadCards.Decisions.REMAKE);
    return window.hasEnd()
        ? whole.within(new InputWindow(Long.MIN_VALUE, window.untilMillis()))
        : whole.toTheLatestHour();
  }

  private static PCollection<AuthorizationDecision> anew(PCollection<Decided> within) {
    return within
        .apply(
            "DecisionAnew",
            MapElements.into(TypeDescriptor.of(AuthorizationDecision.class)).via(Decided::decision))
        .setCoder(AvroRecordCoder.of(AuthorizationDecision.class));
  }

  private static PCollection<AuthorizationDecision> archived(
      PCollectionTuple read, InputWindow window) {
    return read.get(SourceTags.EVENTS)
        .apply("ArchivedWithin", Filter.by(window::holds))
        .apply(
            "ArchivedDecision",
            MapElements.into(TypeDescriptor.of(AuthorizationDecision.class))
                .via(event -> event.body(AuthorizationDecision.class)))
        .setCoder(AvroRecordCoder.of(AuthorizationDecision.class));
  }

  private static BoundedReplay of(ClassifyRun run) {
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(
          outcome, run.counters().sum(WithinFn.NAMESPACE, ClassifyCounters.nameOf(outcome)));
    }
    return new BoundedReplay(
        run,
        run.counters().sum(WithinFn.NAMESPACE, WithinFn.BEFORE),
        outcomes,
        compared(run, CompareDecisions.SAME),
        compared(run, CompareDecisions.DIFFERENT),
        compared(run, CompareDecisions.OTHER_OUTCOME),
        compared(run, CompareDecisions.NOT_IN_ARCHIVE),
        compared(run, CompareDecisions.ONLY_IN_ARCHIVE));
  }

  private static long compared(ClassifyRun run, String counter) {
    return run.counters().sum(CompareDecisions.NAMESPACE, counter);
  }

  /** Whether each request that was read is accounted for, and each decision compared. */
  boolean addsUp() {
    long within = outcomes.values().stream().mapToLong(Long::longValue).sum();
    return run.addsUp()
        && run.decided() == before + within
        && within == same + different + notInArchive;
  }
}
