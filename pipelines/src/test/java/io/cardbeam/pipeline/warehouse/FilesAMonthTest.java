package io.cardbeam.pipeline.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesAMonthTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1, 1",
    "4000000, 1",
    "4000001, 2",
    "8000000, 2",
    "60000000, 15",
    "9000000000, 31"
  })
  void areAsManyAsTheRowsTakeAndAtMostOneADay(long rows, int files) {
    assertThat(FilesAMonth.BY_ROWS.of(rows)).isEqualTo(files);
  }

  @Test
  void areAsManyAsOneAsksFor() {
    assertThat(new FilesAMonth(7).of(9_000_000_000L)).isEqualTo(7);
    assertThatThrownBy(() -> new FilesAMonth(32)).isInstanceOf(IllegalArgumentException.class);
  }
}
