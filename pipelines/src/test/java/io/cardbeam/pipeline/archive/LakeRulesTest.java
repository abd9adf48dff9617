package io.cardbeam.pipeline.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.event.ListName;
import io.cardbeam.event.RuleAction;
import io.cardbeam.event.RuleState;
import io.cardbeam.pipeline.read.ReadLakeRules;
import io.cardbeam.pipeline.read.ReadRules;
import io.cardbeam.pipeline.read.SourceTags;
import io.cardbeam.pipeline.rule.RuleRecordCoder;
import io.cardbeam.sample.SampleRules;
import io.cardbeam.wire.RuleRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeRulesTest {
  private static final Instant T = Instant.parse("2026-03-02T10:00:00Z");
  private static final List<RuleRecord> RECORDS =
      List.of(
          SampleRules.rule("a", 1, RuleState.LIVE, T, RuleAction.REFER, "amount > 3.0"),
          SampleRules.rule(
              "a", 2, RuleState.RETIRED, T.plusSeconds(9_000), RuleAction.REFER, "true"),
          SampleRules.listed(ListName.BLOCK_CARD, "card-A", T, T.plusSeconds(5)));

  @TempDir private Path folder;

  @Test
  void whatWasArchivedIsReadAgain() {
    archive(RECORDS);
    assertThat(folder.resolve("rules/RuleVersion/date=2026-03-02/hour=09")).isDirectory();
    assertThat(folder.resolve("rules/RuleVersion/date=2026-03-02/hour=12")).isDirectory();
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple read = pipeline.apply(new ReadLakeRules(folder.toString()));
    PAssert.that(read.get(ReadRules.RULES)).containsInAnyOrder(RECORDS);
    PAssert.that(read.get(SourceTags.DEAD_LETTERS)).empty();
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aLakeWithoutRulesHasNone() {
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple read = pipeline.apply(new ReadLakeRules(folder.toString()));
    PAssert.that(read.get(ReadRules.RULES)).empty();
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aConditionWithoutSenseAndADamagedFileAreDeadLetters() throws Exception {
    archive(List.of(SampleRules.rule("b", 1, RuleState.LIVE, T, RuleAction.REFER, "no_such > 3")));
    Path entries = Files.createDirectories(folder.resolve("rules/ListEntry/date=2026-03-02"));
    Files.writeString(entries.resolve("cut.avro"), "no avro");
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple read = pipeline.apply(new ReadLakeRules(folder.toString()));
    PAssert.that(read.get(ReadRules.RULES)).empty();
    PAssert.that(
            read.get(SourceTags.DEAD_LETTERS)
                .apply(MapElements.into(TypeDescriptors.strings()).via(DeadLetter::getCode)))
        .containsInAnyOrder("BAD_EXPRESSION", "DAMAGED_FILE");
    pipeline.run().waitUntilFinish();
  }

  private void archive(List<RuleRecord> records) {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(records).withCoder(RuleRecordCoder.of()))
        .apply(new ArchiveRules(folder.toString(), Duration.standardSeconds(1)));
    pipeline.run().waitUntilFinish();
  }
}
