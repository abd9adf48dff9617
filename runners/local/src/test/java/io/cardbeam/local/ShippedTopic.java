package io.cardbeam.local;

import io.cardbeam.event.LogLine;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.WireCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** A topic of lines of logs on a broker. */
record ShippedTopic(String bootstrapServers, String name) {
  private static final int PARTITIONS = 2;
  private static final Duration POLL = Duration.ofMillis(500);

  static ShippedTopic make(EmbeddedKafka broker, String name) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic(name, PARTITIONS, (short) 1)))
          .all()
          .get(1, TimeUnit.MINUTES);
    }
    return new ShippedTopic(broker.bootstrapServers(), name);
  }

  /** All records, of each log in the order in which they were sent. */
  List<LogLine> lines() throws Exception {
    WireCodec codec = new WireCodec();
    List<LogLine> lines = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConnection(bootstrapServers, "", Map.of()).consumer()) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        partitions.add(new TopicPartition(name, partition));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          lines.add((LogLine) codec.decode(record.value()));
        }
      }
    }
    return lines;
  }
}
