package io.cardbeam.local;

import io.cardbeam.decision.Deciding;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.CardUpdateKind;
import io.cardbeam.event.Cardholder;
import io.cardbeam.flink.FlinkJob;
import io.cardbeam.flink.LocalFlink;
import io.cardbeam.pipeline.CardPipeline;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.StreamSettings;
import io.cardbeam.pipeline.format.ValueFormat;
import io.cardbeam.pipeline.read.EventTimes;
import io.cardbeam.pipeline.read.ReadKafka.StartFrom;
import io.cardbeam.wire.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A stream on real servers, whose requests happen now, and what its tests send and read. */
final class LiveStreamTrial {
  /** How long a step of it is waited for. */
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private LiveStreamTrial() {}

  /**
   * Starts it under a name; under one that was used it goes on from the savepoint.
   *
   * @param lake where it archives
   */
  static FlinkJob submit(LocalFlink flink, String job, KafkaConnection kafka, Path lake)
      throws Exception {
    PipelineOptions options = PipelineOptionsFactory.create();
    flink.configure(options, job);
    Pipeline pipeline = Pipeline.create(options);
    new CardPipeline(
            new StreamSettings(
                kafka,
                StartFrom.EARLIEST,
                ValueFormat.AVRO,
                EventTimes.Live.standard(),
                false,
                Optional.empty(),
                Optional.of(lake.toString()),
                Duration.ofSeconds(1),
                StreamSettings.ACTIVITY_EVERY,
                Deciding.standard()))
        .assemble(pipeline);
    FlinkJob running = flink.submit(pipeline);
    running.awaitRunning(PATIENCE);
    return running;
  }

  /** Reads all decisions from the first on. */
  static KafkaConsumer<byte[], byte[]> decisions(KafkaConnection kafka) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(kafka.partitions(consumer, Topic.AUTHORIZATION_DECISIONS));
    return consumer;
  }

  /** A card without a limit. */
  static CardUpdate issued(String cardToken) {
    return CardUpdate.newBuilder()
        .setUpdateId("issue-" + cardToken)
        .setCardToken(cardToken)
        .setEventTime(now())
        .setKind(CardUpdateKind.ISSUED)
        .setStatus(CardStatus.ACTIVE)
        .setLastFour("1234")
        .setCreditLimitMinor(null)
        .setCurrency("USD")
        .setCardholder(
            Cardholder.newBuilder()
                .setFirstName("Ada")
                .setLastName("Trial")
                .setGender("")
                .setStreet("1 Elm Street")
                .setCity("Vienna")
                .setState("VA")
                .setPostalCode("22180")
                .setCountry("US")
                .setLatitude(38.9)
                .setLongitude(-77.26)
                .setCityPopulation(null)
                .setJob("")
                .setBirthDate(LocalDate.of(1980, 1, 1))
                .build())
        .build();
  }

  /** Now, as events tell time. */
  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}
