package io.cardbeam.pipeline.read;

import io.cardbeam.pipeline.rule.RuleDecoder;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.UnreadableRecordException;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/** Kafka's bytes to rules and list entries, or to dead letters. */
final class DecodeRuleFn extends DoFn<KafkaRecord<byte[], byte[]>, RuleRecord> {
  private static final long serialVersionUID = 1L;
  private static final Counter INVALID = Metrics.counter(SourceTags.NAMESPACE, "invalid");

  private transient @Nullable RuleDecoder decoder;

  @Setup
  public void setup() {
    decoder = new RuleDecoder();
  }

  @ProcessElement
  public void process(@Element KafkaRecord<byte[], byte[]> record, MultiOutputReceiver output) {
    RuleDecoder ready = decoder == null ? new RuleDecoder() : decoder;
    try {
      output
          .get(ReadRules.RULES)
          .output(ready.decode(record.getKV().getKey(), record.getKV().getValue()));
    } catch (UnreadableRecordException e) {
      INVALID.inc();
      output.get(SourceTags.DEAD_LETTERS).output(UnreadRecord.letter(record, e));
    }
  }
}
