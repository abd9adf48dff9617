package io.cardbeam.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.wire.EventType;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileConstants;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyncMarkerTest {
  @ParameterizedTest
  @EnumSource
  void isTheSameForASchemaAndDoesNotBeginAsItEnds(EventType type) {
    Schema schema = LakeSchema.of(type);
    byte[] marker = SyncMarker.of(schema);
    assertThat(marker).hasSize(DataFileConstants.SYNC_SIZE).isEqualTo(SyncMarker.of(schema));
    for (int length = 1; length < marker.length; length++) {
      byte[] end = Arrays.copyOfRange(marker, marker.length - length, marker.length);
      assertThat(Arrays.copyOf(marker, length)).isNotEqualTo(end);
    }
  }
}
