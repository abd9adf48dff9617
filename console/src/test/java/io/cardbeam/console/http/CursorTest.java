package io.cardbeam.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 10, 999_999_999_999_999_999L, Long.MAX_VALUE, Long.MIN_VALUE})
  void readsTheNumbersThatItWrites(long number) {
    String cursor = Cursor.of("a", Long.toString(number));

    assertThat(Cursor.read(cursor, 2))
        .hasValueSatisfying(
            parts -> {
              assertThat(parts).isEqualTo(List.of("a", Long.toString(number)));
              assertThat(Cursor.number(parts.get(1))).isEqualTo(number);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "1 ",
        "+1",
        "-0",
        "00",
        "07",
        "1.0",
        "1e3",
        "0x1",
        "٠", // digits of other scripts
        "١٢",
        "１",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999"
      })
  void refusesWhatNoListWrites(String text) {
    assertThatThrownBy(() -> Cursor.number(text)).isInstanceOf(NumberFormatException.class);
  }
}
