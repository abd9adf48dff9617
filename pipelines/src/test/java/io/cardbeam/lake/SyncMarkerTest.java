package io.cardbeam.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.wire.EventType;
import java.util.Arrays;
import org.apache.avro.file.DataFileConstants;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyncMarkerTest {
  @ParameterizedTest
  @EnumSource
  void isTheSameForANameAndDoesNotBeginAsItEnds(EventType type) {
    String name = LakeSchema.of(type).getFullName();
    byte[] marker = SyncMarker.of(name);
    assertThat(marker).hasSize(DataFileConstants.SYNC_SIZE).isEqualTo(SyncMarker.of(name));
    for (int length = 1; length < marker.length; length++) {
      byte[] end = Arrays.copyOfRange(marker, marker.length - length, marker.length);
      assertThat(Arrays.copyOf(marker, length)).isNotEqualTo(end);
    }
  }
}
