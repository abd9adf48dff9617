package io.cardbeam.pipeline.read;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.format.ValueFormat;
import io.cardbeam.wire.Topic;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Reads a topic of events from Kafka, unbounded: committed records, in the order of each partition.
 * Gives {@link SourceTags#EVENTS} and {@link SourceTags#DEAD_LETTERS}.
 *
 * <p>With a {@code group.id} among the client settings, that group's offsets tell what each
 * checkpoint has behind it, for whoever watches how far the job is.
 */
public final class ReadKafka extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  private final KafkaConnection kafka;
  private final Topic topic;
  private final StartFrom startFrom;
  private final ValueFormat format;
  private final EventTimes times;

  /** Where a job that has no checkpoint starts to read. */
  public enum StartFrom {
    /** At the oldest record of each partition. */
    EARLIEST,
    /** After the newest record of each partition. */
    LATEST
  }

  /**
   * @param startFrom where a job without a checkpoint begins
   * @param format of the records' values
   * @param times event times that are taken
   */
  public ReadKafka(
      KafkaConnection kafka,
      Topic topic,
      StartFrom startFrom,
      ValueFormat format,
      EventTimes times) {
    this.kafka = kafka;
    this.topic = topic;
    this.startFrom = startFrom;
    this.format = format;
    this.times = times;
  }

  @Override
  public PCollectionTuple expand(PBegin input) {
    PCollectionTuple decoded =
        input
            .apply(
                "Poll",
                Read.from(
                    new TopicSource(
                        kafka, kafka.name(topic), startFrom, times.limits(topic), true)))
            .apply(
                "Decode",
                ParDo.of(new DecodeFn(topic, format, times, kafka))
                    .withOutputTags(SourceTags.EVENTS, TupleTagList.of(SourceTags.DEAD_LETTERS)));
    decoded.get(SourceTags.EVENTS).setCoder(EventCoder.of());
    decoded.get(SourceTags.DEAD_LETTERS).setCoder(AvroRecordCoder.of(DeadLetter.class));
    return decoded;
  }
}
