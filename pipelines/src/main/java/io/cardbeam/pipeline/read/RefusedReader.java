package io.cardbeam.pipeline.read;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.io.kafka.KafkaCheckpointMark;
import org.apache.beam.sdk.io.kafka.KafkaCheckpointMark.PartitionMark;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.kafka.common.KafkaException;
import org.joda.time.Instant;

/**
 * A reader that can't begin where its state says. It fails a second after its start: Flink sends a
 * task more right after its splits, and where the task has failed by then the job fails for what
 * could not be sent, and the cause is lost.
 */
final class RefusedReader extends UnboundedReader<KafkaRecord<byte[], byte[]>> {
  private static final Duration FAILS_AFTER = Duration.ofSeconds(1);

  private final UnboundedSource<KafkaRecord<byte[], byte[]>, KafkaCheckpointMark> source;
  private final KafkaCheckpointMark state;
  private final KafkaException refusal;
  private long startNanos;

  /**
   * @param places that can't be gone on from; they are kept
   * @param refusal what to fail with
   */
  RefusedReader(
      UnboundedSource<KafkaRecord<byte[], byte[]>, KafkaCheckpointMark> source,
      List<PartitionMark> places,
      KafkaException refusal) {
    this.source = source;
    // A mark that was read from state can't be finalized: it lacks a reader, and the place for one.
    this.state = new KafkaCheckpointMark(places, Optional.empty());
    this.refusal = refusal;
  }

  @Override
  public boolean start() {
    startNanos = System.nanoTime();
    return false;
  }

  /**
   * Nothing yet.
   *
   * @throws KafkaException why it is refused, after a second
   */
  @Override
  public boolean advance() {
    if (System.nanoTime() - startNanos >= FAILS_AFTER.toNanos()) {
      throw refusal;
    }
    return false;
  }

  @Override
  public KafkaRecord<byte[], byte[]> getCurrent() {
    throw new NoSuchElementException();
  }

  @Override
  public Instant getCurrentTimestamp() {
    throw new NoSuchElementException();
  }

  @Override
  public Instant getWatermark() {
    return BoundedWindow.TIMESTAMP_MIN_VALUE;
  }

  @Override
  public KafkaCheckpointMark getCheckpointMark() {
    return state;
  }

  @Override
  public UnboundedSource<KafkaRecord<byte[], byte[]>, KafkaCheckpointMark> getCurrentSource() {
    return source;
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
