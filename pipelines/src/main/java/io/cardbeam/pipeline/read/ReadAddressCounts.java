package io.cardbeam.pipeline.read;

import io.cardbeam.event.AddressCount;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.address.AddressCountDecoder;
import io.cardbeam.wire.Topic;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Reads counts of addresses' cards from Kafka, unbounded and always from the oldest record on: a
 * job that starts late has requests waiting that they bear on. Gives {@link #COUNTS} and {@link
 * SourceTags#DEAD_LETTERS}.
 */
public final class ReadAddressCounts extends PTransform<PBegin, PCollectionTuple> {
  /** Counts. */
  public static final TupleTag<AddressCount> COUNTS = new TupleTag<>("address-counts") {};

  private static final long serialVersionUID = 1L;

  private final KafkaConnection kafka;

  public ReadAddressCounts(KafkaConnection kafka) {
    this.kafka = kafka;
  }

  @Override
  public PCollectionTuple expand(PBegin input) {
    return new ReadWholeTopic<>(
            kafka,
            Topic.ADDRESS_COUNTS,
            COUNTS,
            AvroRecordCoder.of(AddressCount.class),
            nothing -> new AddressCountDecoder())
        .expand(input);
  }
}
