package io.cardbeam.pipeline.address;

import io.cardbeam.address.AddressCounts;
import io.cardbeam.event.AddressCount;
import io.cardbeam.pipeline.published.KeepGathered;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.joda.time.Duration;

/** The counts of an unbounded input, as they come and go, by {@link KeepGathered}. */
public final class KeepAddressCounts
    extends PTransform<PCollection<AddressCount>, PCollectionView<AddressCounts>> {
  /**
   * How long counts gather before a table is sent, which is whole each time. A tenth of the lead
   * that their effective-from has.
   */
  public static final Duration SEND_AFTER = Duration.standardSeconds(1);

  private static final long serialVersionUID = 1L;

  private final AddressCounts.Reach reach;

  /** Keeps counts that reach back so far. */
  public KeepAddressCounts(AddressCounts.Reach reach) {
    this.reach = reach;
  }

  @Override
  public PCollectionView<AddressCounts> expand(PCollection<AddressCount> counts) {
    return new KeepGathered<>(
            "KeepAddressCounts", new AddressCountGathering(reach), "address-counts", SEND_AFTER)
        .expand(counts);
  }
}
