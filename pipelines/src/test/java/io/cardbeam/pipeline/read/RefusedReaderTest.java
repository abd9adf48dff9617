package io.cardbeam.pipeline.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.read.ReadKafka.StartFrom;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.io.kafka.KafkaCheckpointMark.PartitionMark;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class RefusedReaderTest {
  private final KafkaException refusal = new KafkaException("why");
  private final List<PartitionMark> places = List.of(new PartitionMark("card-events", 0, 7, 0));
  private final RefusedReader reader =
      new RefusedReader(
          new TopicSource(
              new KafkaConnection("127.0.0.1:1", "", Map.of()),
              "card-events",
              StartFrom.EARLIEST,
              PartitionLimits.NONE,
              true),
          places,
          refusal);

  @Test
  void givesNothingAndKeepsItsPlacesUntilItFails() throws Exception {
    assertThat(reader.start()).isFalse();
    assertThat(reader.getCheckpointMark().getPartitions()).isEqualTo(places);
    reader.getCheckpointMark().finalizeCheckpoint();
    assertThatThrownBy(
            () -> {
              while (true) {
                assertThat(reader.advance()).isFalse();
              }
            })
        .isSameAs(refusal);
  }
}
