package io.cardbeam.pipeline.read;

import io.cardbeam.pipeline.KafkaConnection;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Reads the records of any topic from Kafka, unbounded: committed ones, in the order of each
 * partition. Key or value may be null.
 */
public final class ReadRecords
    extends PTransform<PBegin, PCollection<KafkaRecord<byte[], byte[]>>> {
  private static final long serialVersionUID = 1L;

  private final KafkaConnection kafka;
  private final String topic;
  private final ReadKafka.StartFrom startFrom;

  /**
   * @param topic whole name
   * @param startFrom where a job without a checkpoint begins
   */
  public ReadRecords(KafkaConnection kafka, String topic, ReadKafka.StartFrom startFrom) {
    this.kafka = kafka;
    this.topic = topic;
    this.startFrom = startFrom;
  }

  @Override
  public PCollection<KafkaRecord<byte[], byte[]>> expand(PBegin input) {
    return input.apply(
        "Poll", Read.from(new TopicSource(kafka, topic, startFrom, PartitionLimits.NONE, true)));
  }
}
