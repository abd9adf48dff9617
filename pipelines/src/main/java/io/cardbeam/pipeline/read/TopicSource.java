package io.cardbeam.pipeline.read;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.read.ReadKafka.StartFrom;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.kafka.KafkaCheckpointMark;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.io.kafka.KafkaReadSource;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaRecordCoder;
import org.apache.beam.sdk.metrics.MetricsContainer;
import org.apache.beam.sdk.metrics.MetricsEnvironment;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A topic, read by KafkaIO. KafkaIO writes the list of partitions into the state and reads those
 * ever after, whatever is added; here a reader's share is all partitions whose number has a certain
 * remainder, so that a start from older state reads what was added since.
 *
 * @see StartOffsets where each partition is begun
 */
final class TopicSource extends UnboundedSource<KafkaRecord<byte[], byte[]>, KafkaCheckpointMark> {
  private static final long serialVersionUID = 2L;

  /** Not split yet. */
  private static final int WHOLE = 1;

  /** A record may lack its key, or its value. */
  private static final Coder<byte[]> BYTES = NullableCoder.of(ByteArrayCoder.of());

  private final KafkaConnection kafka;
  private final String topic;
  private final StartFrom startFrom;
  private final PartitionLimits limits;
  private final boolean followsOptions;
  private final int remainder;
  private final int shares;

  /**
   * @param topic whole name
   * @param startFrom where a job without a checkpoint begins
   * @param limits timestamps beyond them move no watermark. A run that goes on from state goes by
   *     those that the state was begun with
   * @param followsOptions whether the run's options say what moves the watermark on; else events
   *     and the clock do
   */
  TopicSource(
      KafkaConnection kafka,
      String topic,
      StartFrom startFrom,
      PartitionLimits limits,
      boolean followsOptions) {
    this(kafka, topic, startFrom, limits, followsOptions, 0, WHOLE);
  }

  private TopicSource(
      KafkaConnection kafka,
      String topic,
      StartFrom startFrom,
      PartitionLimits limits,
      boolean followsOptions,
      int remainder,
      int shares) {
    this.kafka = kafka;
    this.topic = topic;
    this.startFrom = startFrom;
    this.limits = limits;
    this.followsOptions = followsOptions;
    this.remainder = remainder;
    this.shares = shares;
  }

  @Override
  public List<TopicSource> split(int desired, PipelineOptions options) {
    int partitions;
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer()) {
      partitions = kafka.partitions(consumer, topic).size();
    }
    int most = Math.max(1, Math.min(desired, partitions));
    List<TopicSource> sources = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      sources.add(new TopicSource(kafka, topic, startFrom, limits, followsOptions, i, most));
    }
    return sources;
  }

  @Override
  public UnboundedReader<KafkaRecord<byte[], byte[]>> createReader(
      PipelineOptions options, @Nullable KafkaCheckpointMark checkpoint) throws IOException {
    KafkaReadOptions asked = options.as(KafkaReadOptions.class);
    WatermarkClock clock =
        followsOptions ? asked.getWatermarkClock() : WatermarkClock.EVENTS_AND_WALL_CLOCK;
    List<TopicPartition> mine = new ArrayList<>();
    StartOffsets offsets;
    Optional<PartitionWatch> watch;
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer()) {
      List<TopicPartition> all = kafka.partitions(consumer, topic);
      all.stream().filter(p -> p.partition() % shares == remainder).forEach(mine::add);
      offsets =
          new StartOffsets(
              consumer.beginningOffsets(mine),
              consumer.endOffsets(mine),
              startFrom,
              asked.isSkipDeleted());
      watch =
          remainder == 0
              ? Optional.of(new PartitionWatch(kafka, topic, all.size()))
              : Optional.empty();
    }
    KafkaCheckpointMark begin;
    try {
      begin = offsets.of(mine, Optional.ofNullable(checkpoint));
    } catch (KafkaException e) {
      if (checkpoint == null) {
        throw e;
      }
      return new RefusedReader(this, checkpoint.getPartitions(), e);
    }
    return new Reader(
        this,
        ofKafkaIo(mine, clock, options).createReader(options, begin),
        watch,
        Duration.ofMillis(asked.getReadWaitMillis()));
  }

  private UnboundedSource<KafkaRecord<byte[], byte[]>, KafkaCheckpointMark> ofKafkaIo(
      List<TopicPartition> partitions, WatermarkClock clock, PipelineOptions options)
      throws IOException {
    try {
      return KafkaReadSource.of(read(partitions, clock)).split(1, options).get(0);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("Kafka's partitions can't be read: " + e.getMessage(), e);
    }
  }

  private KafkaIO.Read<byte[], byte[]> read(List<TopicPartition> partitions, WatermarkClock clock) {
    Map<String, Object> config = new HashMap<>(kafka.consumerConfig());
    boolean commits = config.containsKey(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    PartitionLimits by = limits;
    KafkaIO.Read<byte[], byte[]> read =
        KafkaIO.<byte[], byte[]>read()
            .withBootstrapServers(kafka.bootstrapServers())
            .withTopicPartitions(partitions)
            .withKeyDeserializerAndCoder(ByteArrayDeserializer.class, BYTES)
            .withValueDeserializerAndCoder(ByteArrayDeserializer.class, BYTES)
            .withConsumerConfigUpdates(config)
            .withConsumerFactoryFn(new TopicConsumer.Factory(config))
            .withTimestampPolicyFactory(
                (partition, previous) ->
                    new EventTimePolicy(
                        clock, Clock.systemUTC(), by.of(partition.partition()), previous));
    return commits ? read.commitOffsetsInFinalize() : read;
  }

  @Override
  public Coder<KafkaCheckpointMark> getCheckpointMarkCoder() {
    return AvroCoder.of(KafkaCheckpointMark.class);
  }

  @Override
  public Coder<KafkaRecord<byte[], byte[]>> getOutputCoder() {
    return KafkaRecordCoder.of(BYTES, BYTES);
  }

  @Override
  public String toString() {
    return topic + " " + remainder + "/" + shares;
  }

  /**
   * KafkaIO's reader, of this source; one of the job's readers of a topic watches its partitions.
   */
  private static final class Reader extends UnboundedReader<KafkaRecord<byte[], byte[]>> {
    private final TopicSource source;
    private final UnboundedReader<KafkaRecord<byte[], byte[]>> reader;
    private final Optional<PartitionWatch> watch;
    private final long waitNanos;
    private final MetricsContainer metrics = new Uncounted();

    Reader(
        TopicSource source,
        UnboundedReader<KafkaRecord<byte[], byte[]>> reader,
        Optional<PartitionWatch> watch,
        Duration wait) {
      this.source = source;
      this.reader = reader;
      this.watch = watch;
      this.waitNanos = wait.toNanos();
    }

    @Override
    public boolean start() throws IOException {
      watch.ifPresent(PartitionWatch::start);
      MetricsContainer counted = MetricsEnvironment.setCurrentContainer(metrics);
      try {
        return reader.start();
      } finally {
        MetricsEnvironment.setCurrentContainer(counted);
      }
    }

    @Override
    public boolean advance() throws IOException {
      watch.ifPresent(PartitionWatch::report);
      MetricsContainer counted = MetricsEnvironment.setCurrentContainer(metrics);
      try {
        return await();
      } finally {
        MetricsEnvironment.setCurrentContainer(counted);
      }
    }

    /** KafkaIO's reader waits 1 to 20 ms by itself. */
    private boolean await() throws IOException {
      long begin = System.nanoTime();
      boolean found = reader.advance();
      while (!found && System.nanoTime() - begin < waitNanos) {
        found = reader.advance();
      }
      return found;
    }

    @Override
    public KafkaRecord<byte[], byte[]> getCurrent() throws NoSuchElementException {
      return reader.getCurrent();
    }

    @Override
    public Instant getCurrentTimestamp() throws NoSuchElementException {
      return reader.getCurrentTimestamp();
    }

    @Override
    public byte[] getCurrentRecordId() throws NoSuchElementException {
      return reader.getCurrentRecordId();
    }

    @Override
    public Instant getWatermark() {
      return reader.getWatermark();
    }

    @Override
    public CheckpointMark getCheckpointMark() {
      return reader.getCheckpointMark();
    }

    @Override
    public long getSplitBacklogBytes() {
      return reader.getSplitBacklogBytes();
    }

    @Override
    public TopicSource getCurrentSource() {
      return source;
    }

    @Override
    public void close() throws IOException {
      watch.ifPresent(PartitionWatch::close);
      reader.close();
    }
  }
}
