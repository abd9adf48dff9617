package io.cardbeam.pipeline.read;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.published.RecordDecoder;
import io.cardbeam.wire.Topic;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Reads a topic of published records from Kafka, unbounded and always from the oldest record on.
 * Gives the records under their tag, and {@link SourceTags#DEAD_LETTERS}.
 */
final class ReadWholeTopic<T> extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  private final KafkaConnection kafka;
  private final Topic topic;
  private final TupleTag<T> records;
  private final Coder<T> coder;
  private final SerializableFunction<Void, RecordDecoder<T>> decoder;

  /**
   * @param decoder makes one for each worker's thread
   */
  ReadWholeTopic(
      KafkaConnection kafka,
      Topic topic,
      TupleTag<T> records,
      Coder<T> coder,
      SerializableFunction<Void, RecordDecoder<T>> decoder) {
    this.kafka = kafka;
    this.topic = topic;
    this.records = records;
    this.coder = coder;
    this.decoder = decoder;
  }

  @Override
  public PCollectionTuple expand(PBegin input) {
    PCollectionTuple decoded =
        input
            .apply(
                "Poll",
                Read.from(
                    new TopicSource(
                        kafka,
                        kafka.name(topic),
                        ReadKafka.StartFrom.EARLIEST,
                        PartitionLimits.NONE,
                        false)))
            .apply(
                "Decode",
                ParDo.of(new DecodePublishedFn<>(records, decoder))
                    .withOutputTags(records, TupleTagList.of(SourceTags.DEAD_LETTERS)));
    decoded.get(records).setCoder(coder);
    decoded.get(SourceTags.DEAD_LETTERS).setCoder(AvroRecordCoder.of(DeadLetter.class));
    return decoded;
  }
}
