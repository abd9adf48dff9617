package io.cardbeam.pipeline;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.pipeline.read.ReadLakeRules;
import io.cardbeam.pipeline.read.ReadRules;
import io.cardbeam.pipeline.read.SourceTags;
import io.cardbeam.pipeline.rule.RuleBookView;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.wire.RuleRecord;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;

/** Where a bounded command has its rules and lists from. */
public final class RuleSource {
  /** From the lake that is read; CSV files have none. */
  public static final RuleSource WITH_THE_INPUT = new RuleSource(Optional.empty());

  private final Optional<List<RuleRecord>> given;

  private RuleSource(Optional<List<RuleRecord>> given) {
    this.given = given;
  }

  /** These, and none that lie in a lake. */
  public static RuleSource of(List<RuleRecord> records) {
    return new RuleSource(Optional.of(List.copyOf(records)));
  }

  /** A book, and what of it could not be read. */
  record Rules(PCollectionView<RuleBook> book, PCollection<DeadLetter> deadLetters) {}

  Rules read(Pipeline pipeline, ReadCards source) {
    if (given.isPresent() || source.readsCsv()) {
      return new Rules(
          RuleBookView.of(pipeline, given.orElse(List.of())),
          pipeline.apply("AllRulesRead", Create.empty(AvroRecordCoder.of(DeadLetter.class))));
    }
    PCollectionTuple read = pipeline.apply("ReadRules", new ReadLakeRules(source.input()));
    return new Rules(
        read.get(ReadRules.RULES).apply("RuleBook", RuleBookView.create()),
        read.get(SourceTags.DEAD_LETTERS));
  }
}
