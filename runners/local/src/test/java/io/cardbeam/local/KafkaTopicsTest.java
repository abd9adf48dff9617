package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.wire.Topic;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaTopicsTest {
  private static final int ROUNDS = 20;

  @TempDir private Path folder;

  @Test
  void createsTopicsAgainRightAfterTheyWereDeleted() throws Exception {
    try (DataFolder data = DataFolder.open(folder);
        EmbeddedKafka kafka = EmbeddedKafka.start(data.part("kafka"), data.ports());
        KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "again.")) {
      for (int round = 0; round < ROUNDS; round++) {
        topics.delete();
        topics.create();
        assertThat(topics.unread("nobody", List.of(Topic.values()))).isZero();
      }
    }
  }
}
