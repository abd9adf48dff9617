package io.cardbeam.pipeline.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.pipeline.read.ReadKafka.StartFrom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.io.kafka.KafkaCheckpointMark;
import org.apache.beam.sdk.io.kafka.KafkaCheckpointMark.PartitionMark;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StartOffsetsTest {
  private static final TopicPartition FIRST = new TopicPartition("card-events", 0);
  private static final TopicPartition ADDED = new TopicPartition("card-events", 4);
  private static final List<TopicPartition> BOTH = List.of(FIRST, ADDED);
  private static final long WATERMARK = 1_000;

  @Test
  void aJobWithoutStateBeginsWhereItIsTold() {
    assertThat(offsets(of(StartFrom.EARLIEST, false).of(BOTH, Optional.empty())))
        .containsExactly(20L, 5L);
    assertThat(offsets(of(StartFrom.LATEST, false).of(BOTH, Optional.empty())))
        .containsExactly(90L, 7L);
  }

  @Test
  void aPartitionThatWasAddedIsReadFromItsFirstRecordWhateverTheStart() {
    KafkaCheckpointMark begin = of(StartFrom.LATEST, false).of(BOTH, Optional.of(mark(FIRST, 33)));
    assertThat(offsets(begin)).containsExactly(33L, 5L);
    assertThat(begin.getPartitions().get(0).getWatermarkMillis()).isEqualTo(WATERMARK);
  }

  @Test
  void theOffsetsAtBothEndsAreThere() {
    for (long next : new long[] {20, 90}) {
      assertThat(
              offsets(
                  of(StartFrom.EARLIEST, false).of(List.of(FIRST), Optional.of(mark(FIRST, next)))))
          .containsExactly(next);
    }
  }

  @Test
  void whatRetentionDeletedIsToldUnlessItIsToBeSkipped() {
    assertThatThrownBy(() -> of(StartFrom.EARLIEST, false).of(BOTH, Optional.of(mark(FIRST, 19))))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("card-events-0")
        .hasMessageContaining("deleted 1 records")
        .hasMessageContaining("--skip-deleted");
    KafkaCheckpointMark begin = of(StartFrom.EARLIEST, true).of(BOTH, Optional.of(mark(FIRST, 19)));
    assertThat(offsets(begin)).containsExactly(20L, 5L);
    assertThat(begin.getPartitions().get(0).getWatermarkMillis()).isEqualTo(WATERMARK);
  }

  @Test
  void aTopicThatWasCreatedAgainIsToldEvenIfWhatWasDeletedMayBeSkipped() {
    assertThatThrownBy(() -> of(StartFrom.EARLIEST, true).of(BOTH, Optional.of(mark(FIRST, 91))))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("created again")
        .hasMessageContaining("Delete the topic of dead letters")
        .hasMessageContaining("--fresh");
  }

  private static StartOffsets of(StartFrom from, boolean skipDeleted) {
    return new StartOffsets(
        Map.of(FIRST, 20L, ADDED, 5L), Map.of(FIRST, 90L, ADDED, 7L), from, skipDeleted);
  }

  private static KafkaCheckpointMark mark(TopicPartition partition, long next) {
    return new KafkaCheckpointMark(
        List.of(new PartitionMark(partition.topic(), partition.partition(), next, WATERMARK)),
        Optional.empty());
  }

  private static List<Long> offsets(KafkaCheckpointMark mark) {
    return mark.getPartitions().stream().map(PartitionMark::getNextOffset).toList();
  }
}
