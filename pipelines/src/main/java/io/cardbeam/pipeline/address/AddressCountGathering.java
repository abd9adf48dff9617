package io.cardbeam.pipeline.address;

import io.cardbeam.address.AddressCounts;
import io.cardbeam.event.AddressCount;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.published.Gathering;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Counts become a table of addresses that reaches back so far. */
record AddressCountGathering(AddressCounts.Reach reach)
    implements Gathering<AddressCount, AddressCounts> {
  private static final Counter NO_ROOM =
      Metrics.counter(CountAddressCards.NAMESPACE, CountAddressCards.NO_ROOM);

  @Override
  public Coder<AddressCount> recordCoder() {
    return AvroRecordCoder.of(AddressCount.class);
  }

  @Override
  public Coder<AddressCounts> coder() {
    return AddressCountsCoder.of();
  }

  @Override
  public TypeDescriptor<AddressCounts> type() {
    return TypeDescriptor.of(AddressCounts.class);
  }

  @Override
  public AddressCounts empty() {
    return AddressCounts.empty(reach);
  }

  @Override
  public AddressCounts plus(AddressCounts counts, List<AddressCount> records) {
    AddressCounts.Grown grown = counts.plusAll(records);
    if (grown.dropped() > 0) {
      NO_ROOM.inc(grown.dropped());
    }
    return grown.counts();
  }

  @Override
  public AddressCounts union(AddressCounts one, AddressCounts other) {
    return one.union(other);
  }
}
