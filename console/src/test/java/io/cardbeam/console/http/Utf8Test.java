package io.cardbeam.console.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
  @ParameterizedTest
  @ValueSource(strings = {"", "a=b", "a=%41", "a=%c3%a9", "a=%F0%9F%92%B3&b=%00", "+", "a=b=c&&"})
  void takesWhatIsEscaped(String query) {
    assertThat(Utf8.isEscaped(query)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "a=%4",
        "a=%zz",
        "%%41",
        "a=%c3%28",
        "%ff",
        "%c0%80",
        "%ed%a0%80",
        "é",
        "%٣1"
      })
  void refusesWhatIsNot(String query) {
    assertThat(Utf8.isEscaped(query)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00c0\u0080", // NUL, two bytes
        "\u00c1\u0081", // A, two bytes
        "\u00e0\u0081\u0081", // A, three bytes
        "\u00ed\u00a0\u0080", // half of a pair
        "\u00f4\u0090\u0080\u0080", // beyond Unicode
        "\u00c3", // cut off
        "\u0080", // no beginning
        "\u00ff\u00fe{\u0000}\u0000", // UTF-16
      })
  void readsNothingThatIsOnlyNearlyUtf8(String bytes) {
    assertThat(Utf8.text(bytes.getBytes(ISO_8859_1))).isEmpty();
  }
}
