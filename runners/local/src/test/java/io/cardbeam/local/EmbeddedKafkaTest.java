package io.cardbeam.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.wire.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
  private static final long FIRST_MILLIS = 0;
  private static final long FUTURE_MILLIS = Instant.parse("2050-01-01T00:00:00Z").toEpochMilli();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void keepsRecordsOfAnyEventTimeFromOneStartToTheNext() throws Exception {
    try (DataFolder data = DataFolder.open(folder)) {
      String firstAddress;
      try (EmbeddedKafka kafka = EmbeddedKafka.start(data.part("kafka"), data.ports())) {
        firstAddress = kafka.bootstrapServers();
        try (KafkaTopics topics = new KafkaTopics(firstAddress, "t.")) {
          topics.create();
          topics.create();
          assertThat(topics.unread("nobody", List.of(Topic.CARD_EVENTS))).isZero();
          send(firstAddress, FIRST_MILLIS, FUTURE_MILLIS);
          assertThat(topics.unread("nobody", List.of(Topic.CARD_EVENTS))).isEqualTo(2);
        }
      }
      try (EmbeddedKafka kafka = EmbeddedKafka.start(data.part("kafka"), data.ports())) {
        assertThat(kafka.bootstrapServers()).isEqualTo(firstAddress);
        assertThat(timestamps(kafka.bootstrapServers()))
            .containsExactly(FIRST_MILLIS, FUTURE_MILLIS);
        try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "t.")) {
          topics.delete();
          topics.create();
          assertThat(topics.unread("nobody", List.of(Topic.CARD_EVENTS))).isZero();
        }
      }
    }
  }

  private static void send(String address, long... timestamps) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", address),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (long timestamp : timestamps) {
        producer
            .send(
                new ProducerRecord<>(
                    "t.card-events", 0, timestamp, "card".getBytes(UTF_8), new byte[] {1}))
            .get();
      }
    }
  }

  private static List<Long> timestamps(String address) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", address, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition("t.card-events", 0);
      consumer.assign(List.of(partition));
      return consumer.poll(PATIENCE).records(partition).stream()
          .map(ConsumerRecord::timestamp)
          .toList();
    }
  }
}
