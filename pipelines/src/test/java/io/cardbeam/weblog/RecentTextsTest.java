package io.cardbeam.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentTextsTest {
  private static final int PLACES = 1 << 6;

  private int made;
  private final RecentTexts<String> texts =
      new RecentTexts<>(
          PLACES,
          (line, from, to) -> {
            made++;
            return new String(line, from, to - from, UTF_8);
          });

  @Test
  void makesATextOnceWhereverItLies() throws BadLineException {
    byte[] line = "GET /a GET /a".getBytes(UTF_8);
    assertThat(texts.of(line, 0, 6)).isEqualTo("GET /a").isSameAs(texts.of(line, 7, 13));
    assertThat(made).isEqualTo(1);
  }

  @Test
  void givesEachTextItsOwnHoweverManyThereAre() throws BadLineException {
    for (int i = 0; i < 4 * PLACES; i++) {
      byte[] line = ("/item-" + i + "?x=" + i % 7).getBytes(UTF_8);
      assertThat(texts.of(line, 0, line.length)).isEqualTo(new String(line, UTF_8));
    }
  }

  @ParameterizedTest
  @CsvSource({"512, 1", "513, 2", "0, 1"})
  void remembersNoTextThatIsTooLong(int bytes, int makes) throws BadLineException {
    byte[] line = "x".repeat(bytes).getBytes(UTF_8);
    texts.of(line, 0, line.length);
    texts.of(line, 0, line.length);
    assertThat(made).isEqualTo(makes);
  }
}
