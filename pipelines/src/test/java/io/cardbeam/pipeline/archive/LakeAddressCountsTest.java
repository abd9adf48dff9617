package io.cardbeam.pipeline.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AddressCount;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.read.ReadAddressCounts;
import io.cardbeam.pipeline.read.ReadLakeAddressCounts;
import io.cardbeam.pipeline.read.SourceTags;
import io.cardbeam.sample.SampleCounts;
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

class LakeAddressCountsTest {
  private static final Instant T = Instant.parse("2026-03-02T10:00:00Z");
  private static final String ADDRESS = SampleCounts.address(1);
  private static final List<AddressCount> COUNTS =
      List.of(
          SampleCounts.count(ADDRESS, T, 3, T.plusSeconds(5)),
          SampleCounts.count(ADDRESS, T, 4, T.plusSeconds(60)),
          SampleCounts.count(SampleCounts.address(2), T, 100, T.plusSeconds(60)));

  @TempDir private Path folder;

  @Test
  void whatWasArchivedIsReadAgain() {
    archive(COUNTS);
    assertThat(folder.resolve("address-counts/AddressCount/date=2026-03-02/hour=09")).isDirectory();
    assertThat(folder.resolve("address-counts/AddressCount/date=2026-03-02/hour=10")).isDirectory();
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple read = pipeline.apply(new ReadLakeAddressCounts(folder.toString()));
    PAssert.that(read.get(ReadAddressCounts.COUNTS)).containsInAnyOrder(COUNTS);
    PAssert.that(read.get(SourceTags.DEAD_LETTERS)).empty();
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aLakeWithoutCountsHasNone() {
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple read = pipeline.apply(new ReadLakeAddressCounts(folder.toString()));
    PAssert.that(read.get(ReadAddressCounts.COUNTS)).empty();
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aCountThatCannotBeAndADamagedFileAreDeadLetters() throws Exception {
    archive(List.of(SampleCounts.count(ADDRESS, T, 0, T)));
    Files.writeString(folder.resolve("address-counts/AddressCount/cut.avro"), "no avro");
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple read = pipeline.apply(new ReadLakeAddressCounts(folder.toString()));
    PAssert.that(read.get(ReadAddressCounts.COUNTS)).empty();
    PAssert.that(
            read.get(SourceTags.DEAD_LETTERS)
                .apply(MapElements.into(TypeDescriptors.strings()).via(DeadLetter::getCode)))
        .containsInAnyOrder("BAD_NUMBER", "DAMAGED_FILE");
    pipeline.run().waitUntilFinish();
  }

  private void archive(List<AddressCount> counts) {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(counts).withCoder(AvroRecordCoder.of(AddressCount.class)))
        .apply(new ArchiveAddressCounts(folder.toString(), Duration.standardSeconds(1)));
    pipeline.run().waitUntilFinish();
  }
}
