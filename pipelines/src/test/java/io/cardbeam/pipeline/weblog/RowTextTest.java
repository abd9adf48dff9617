package io.cardbeam.pipeline.weblog;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowTextTest {
  private static String row(long first, long second) {
    RowText rows = new RowText();
    rows.number(first);
    rows.number(second);
    rows.end();
    return rows.toString();
  }

  @Property
  void numbersAreAsJavaWritesThem(@ForAll long first, @ForAll short second) {
    assertThat(row(first, second)).isEqualTo(first + "," + second + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        -1,
        9,
        10,
        99,
        100,
        -100,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        999_999_999_999_999_999L,
        1_000_000_000_000_000_000L
      })
  void soAreThoseAtAnEdge(long number) {
    assertThat(row(number, -number)).isEqualTo(number + "," + -number + "\n");
  }
}
