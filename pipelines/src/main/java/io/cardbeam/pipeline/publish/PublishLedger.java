package io.cardbeam.pipeline.publish;

import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Topic;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes transfers to the topic {@code ledger}, under their cards and with their event times. Made
 * again after a fault, a transfer is the same bytes.
 */
public final class PublishLedger extends PTransform<PCollection<LedgerTransfer>, PDone> {
  private static final long serialVersionUID = 1L;

  private final KafkaConnection kafka;

  public PublishLedger(KafkaConnection kafka) {
    this.kafka = kafka;
  }

  @Override
  public PDone expand(PCollection<LedgerTransfer> transfers) {
    return transfers.apply(
        "Write",
        new WriteKafka<>(
            kafka, Topic.LEDGER, LedgerTransfer::getCardToken, LedgerTransfer::getEventTime));
  }
}
