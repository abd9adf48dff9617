package io.cardbeam.console.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.weblog.BadLineException;
import io.cardbeam.weblog.CombinedLine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLineTest {
  /** The reader of access logs undoes what the writer does to any text. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "a \"b\" \\ c\\",
        "tab\tline\nnul\0bell\u0007del\u007f",
        "Zürich é ñ",
        "\u4f60\u597d",
        "\ud83d\ude00 \ud834\udd1e",
        "\\x41 is no escape of the writer's",
      })
  void escapesWhatAReaderGetsBack(String text) throws BadLineException {
    String escaped = AccessLine.escaped(text);
    byte[] line =
        ("192.0.2.1 - - [31/Jan/2026:23:59:59 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \""
                + escaped
                + "\"")
            .getBytes(UTF_8);

    assertThat(escaped).matches("[ -~]*");
    assertThat(CombinedLine.read(line, 0, line.length).userAgent()).contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d\ude00", "\ud834\udd1e"})
  void writesTheBytesOfACharacterBeyondTheBasicPlane(String text) {
    StringBuilder bytes = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      bytes.append(String.format("\\x%02x", b));
    }
    assertThat(AccessLine.escaped(text)).isEqualTo(bytes.toString());
  }
}
