package io.cardbeam.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumberMaskTest {
  private static final String STARS = "***********";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111 - 1111 - 1111 - 1111",
        "4111\u00a01111\u20131111\u200b1111",
        "\uff14\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11",
        "\u0664\u0661\u0661\u0661-\u0661\u0661\u0661\u0661-\u0661\u0661\u0661\u0661",
        "\ud835\udfd2\ud835\udfd2111111111111",
        "4111111111111112", // a wrong check digit is a slip of the pen
        "41111111111",
      })
  void hidesWhatCouldBeACardNumber(String number) {
    assertThat(CardNumberMask.mask(number)).isEqualTo(STARS);
    assertThat(CardNumberMask.mask("a,\"x" + number + "\",b")).isEqualTo("a,\"x" + STARS + "\",b");
    assertThat(CardNumberMask.mask(("é\n" + number + "|").getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(("é\n" + STARS + "|").getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4111111111",
        "2025-01-01",
        "12.3,45.6,78",
        "4111    1111    1111",
        "é\ud800x"
      })
  void leavesWhatIsShorter(String text) {
    assertThat(CardNumberMask.mask(text)).isEqualTo(text);
  }

  @Test
  void quotesNoMoreThanALine() {
    assertThat(CardNumberMask.quoted("4111111111111111")).isEqualTo("'" + STARS + "'");
    assertThat(CardNumberMask.quoted("x".repeat(50))).isEqualTo("'" + "x".repeat(40) + "…'");
  }

  @Test
  void bytesThatAreNoTextStayAsTheyAre() {
    byte[] all = new byte[512];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (i < 256 ? 255 - i : i * 7);
    }
    assertThat(CardNumberMask.mask(all)).isEqualTo(all);
  }

  @Property
  void whatIsMaskedHoldsNoCardNumberAndMaskingTwiceChangesNothing(@ForAll("texts") String text) {
    String masked = CardNumberMask.mask(text);
    assertThat(CardNumbers.isIn(masked)).isFalse();
    assertThat(CardNumberMask.mask(masked)).isEqualTo(masked);
  }

  @Property
  void bytesOfAnyKindComeBack(@ForAll byte[] bytes) {
    assertThat(EscapedBytes.bytes(EscapedBytes.text(bytes))).isEqualTo(bytes);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("0123456789\u0664\uff14 -\u00a0.a*").ofMaxLength(80);
  }
}
