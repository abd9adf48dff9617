package io.cardbeam.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Corner Shop",
        "Café Zoë & Söhne",
        "\u0627\u0644\u0645\u062e\u0628\u0632",
        "\u5c71\u7530\u5546\u5e97",
        "\ud83c\udf55 Pizza \ud83d\udc68\u200d\ud83c\udf73",
        "O\u2019Neil \"Best\" <b>, 100 %; DROP",
        "a\u200e1", // a mark of direction reorders nothing after it
        "\ufffd",
      })
  void takesNamesOfAnyScript(String text) {
    assertThat(PlainText.flaw(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000",
        "a\tb",
        "a\nb",
        "a\rb",
        "\u001b[31m",
        "\u007f",
        "\u0085",
        "\u009b",
        "\u2028",
        "\u2029",
        "\ud800",
        "a\udc00b",
        "\ufffe",
        "\uffff",
        "\ufdd0",
        "\ud83f\udffe",
        "\u202e",
        "\u2066x",
      })
  void refusesWhatSomethingBehindTheDoorCantCarry(String text) {
    TextFlaw flaw = PlainText.flaw(text).orElseThrow();
    assertThat(flaw.code()).isEqualTo(TextFlaw.BAD_TEXT);
    assertThat(flaw.what()).matches("holds U\\+[0-9A-F]{4,6} at character [12], .+");
  }

  @Test
  void linesMayBreakWhereTheFieldHasLines() {
    assertThat(PlainText.flawOfLines("a > 1\r\n\t&& b", 100)).isEmpty();
    assertThat(PlainText.flawOfLines("a\u0000", 100)).isPresent();
    assertThat(PlainText.flaw("a\n")).isPresent();
  }

  @Test
  void refusesATextThatIsTooLong() {
    assertThat(PlainText.flaw("\u5c71".repeat(PlainText.MAX_CHARS))).isEmpty();
    assertThat("\u5c71".repeat(PlainText.MAX_CHARS).getBytes(StandardCharsets.UTF_8))
        .hasSize(PlainText.MAX_UTF8_BYTES);
    assertThat(PlainText.flaw("x".repeat(PlainText.MAX_CHARS + 1)).orElseThrow())
        .isEqualTo(new TextFlaw(TextFlaw.TOO_LONG, "has 257 characters, above 256"));
  }

  @Test
  void refusesACardNumberWithoutQuotingIt() {
    for (String text : new String[] {"4111 1111 1111 1111", "né \u0664111111111111111"}) {
      TextFlaw flaw = PlainText.flaw(text).orElseThrow();
      assertThat(flaw.code()).isEqualTo(TextFlaw.CARD_NUMBER_IN_TEXT);
      assertThat(flaw.what()).doesNotContain("1111");
    }
  }

  @Property
  void whatIsTakenCanBeWrittenAsXmlAndUtf8(@ForAll @StringLength(max = 300) String text) {
    if (PlainText.flaw(text).isEmpty()) {
      assertThat(text.codePoints()).allMatch(PlainTextTest::isXmlCharacter);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertThat(bytes).hasSizeLessThanOrEqualTo(PlainText.MAX_UTF8_BYTES);
      assertThat(decode(bytes)).isEqualTo(text);
    }
  }

  @Property
  void aNormalizedTextIsNfcWithoutDirectionsAndStaysSo(
      @ForAll @StringLength(max = 60) String text) {
    String once = PlainText.normalized(text + "e\u200f\u0301");
    assertThat(Normalizer.isNormalized(once, Normalizer.Form.NFC)).isTrue();
    assertThat(once).doesNotMatch("(?s).*[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069].*");
    assertThat(PlainText.normalized(once)).isEqualTo(once);
  }

  @Test
  void namesThatAreEqualToPeopleAreEqual() {
    assertThat(PlainText.normalized("Cafe\u0301")).isEqualTo("Caf\u00e9");
    assertThat(PlainText.normalized("\u202eabc\u202c")).isEqualTo("abc");
    assertThat(PlainText.normalized("Corner Shop")).isEqualTo("Corner Shop");
  }

  /** XML 1.0's production Char. */
  private static boolean isXmlCharacter(int c) {
    return c == 0x9
        || c == 0xA
        || c == 0xD
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new AssertionError(e);
    }
  }
}
