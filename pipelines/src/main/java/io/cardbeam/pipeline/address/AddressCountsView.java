package io.cardbeam.pipeline.address;

import io.cardbeam.address.AddressCounts;
import io.cardbeam.event.AddressCount;
import io.cardbeam.pipeline.published.GatherAll;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/** The table of all counts of a bounded input, which whatever decides looks into. */
public final class AddressCountsView
    extends PTransform<PCollection<AddressCount>, PCollectionView<AddressCounts>> {
  private static final long serialVersionUID = 1L;

  private AddressCountsView() {}

  /** The table of what the input holds. */
  public static AddressCountsView create() {
    return new AddressCountsView();
  }

  /** A table without counts. */
  public static PCollectionView<AddressCounts> none(Pipeline pipeline) {
    return pipeline
        .apply(
            "NoAddressCounts",
            Create.of(AddressCounts.empty(AddressCounts.Reach.ARCHIVE))
                .withCoder(AddressCountsCoder.of()))
        .apply("NoAddressCountsView", View.asSingleton());
  }

  @Override
  public PCollectionView<AddressCounts> expand(PCollection<AddressCount> counts) {
    return new GatherAll<>(new AddressCountGathering(AddressCounts.Reach.ARCHIVE)).expand(counts);
  }
}
