package io.cardbeam.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RocksDbMemoryTest {
  private static final double WRITE_BUFFER_RATIO = 0.5;

  @Test
  void eachFamilyOfASlotHasABlockThatFillsAndOneThatIsFull() {
    // Flink's RocksDBMemoryControllerUtils, which is not public, has this for writing.
    double writing = 2 * RocksDbMemory.mibPerSlot() * WRITE_BUFFER_RATIO / 3;
    double block = RocksDbMemory.WRITE_BUFFER_MIB / 8.0;
    assertThat(writing).isEqualTo(2 * RocksDbMemory.COLUMN_FAMILIES * block);
  }

  @Test
  void tellsInOneLineWhatAClusterLacks() {
    long enough = 4 * RocksDbMemory.mibPerSlot();
    assertThatCode(() -> RocksDbMemory.requireOfCluster("a:1", enough, 4))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> RocksDbMemory.requireOfCluster("a:1", enough - 1, 4))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("taskmanager.memory.managed.size to " + enough + "m")
        .message()
        .hasLineCount(1);
  }

  @Test
  void tellsInOneLineWhatThisMachineLacks() {
    assertThatCode(() -> RocksDbMemory.require(2, 3_072, 8_192)).doesNotThrowAnyException();
    assertThatThrownBy(() -> RocksDbMemory.require(2, 3_072, 4_096))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("CARDBEAM_HEAP")
        .message()
        .hasLineCount(1);
  }
}
