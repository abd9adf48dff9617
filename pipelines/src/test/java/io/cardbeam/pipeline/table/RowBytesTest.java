package io.cardbeam.pipeline.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.table.DimCategory;
import io.cardbeam.wire.RecordCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowBytesTest {
  private static final RecordCodec<SpecificRecord> CODEC =
      RecordCodec.of(DimCategory.getClassSchema());
  private static final int LONGEST_ROW = 300;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 1_000, 100_000})
  void anyNumberOfRowsGoesInBlocksThatCanBeSorted(int count) {
    SplittableRandom random = new SplittableRandom(count);
    List<DimCategory> rows =
        IntStream.range(0, count)
            .mapToObj(i -> new DimCategory((long) i, "c".repeat(random.nextInt(256))))
            .toList();
    List<byte[]> blocks = new ArrayList<>();
    RowBytes.encode(CODEC, rows, blocks::add);
    List<SpecificRecord> decoded = new ArrayList<>();
    for (byte[] block : blocks) {
      assertThat(block.length).isBetween(1, RowBytes.FULL_BYTES + LONGEST_ROW);
      decoded.addAll(RowBytes.decoded(CODEC, block));
    }
    assertThat(decoded).isEqualTo(rows);
  }
}
