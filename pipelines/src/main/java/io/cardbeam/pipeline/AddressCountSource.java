package io.cardbeam.pipeline;

import io.cardbeam.address.AddressCounts;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.address.AddressCountsView;
import io.cardbeam.pipeline.read.ReadAddressCounts;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.pipeline.read.ReadLakeAddressCounts;
import io.cardbeam.pipeline.read.SourceTags;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * The counts of addresses' cards that a bounded command decides by: those in the lake that it
 * reads. CSV files have no addresses.
 *
 * @param counts all of them
 * @param deadLetters what of them could not be read
 */
public record AddressCountSource(
    PCollectionView<AddressCounts> counts, PCollection<DeadLetter> deadLetters) {

  /** Reads those that lie beside a command's input. */
  public static AddressCountSource of(Pipeline pipeline, ReadCards source) {
    if (source.readsCsv()) {
      return new AddressCountSource(
          AddressCountsView.none(pipeline),
          pipeline.apply(
              "AllAddressCountsRead", Create.empty(AvroRecordCoder.of(DeadLetter.class))));
    }
    PCollectionTuple read =
        pipeline.apply("ReadAddressCounts", new ReadLakeAddressCounts(source.input()));
    return new AddressCountSource(
        read.get(ReadAddressCounts.COUNTS).apply("AddressCounts", AddressCountsView.create()),
        read.get(SourceTags.DEAD_LETTERS));
  }
}
