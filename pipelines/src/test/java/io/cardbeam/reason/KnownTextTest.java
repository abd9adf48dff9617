package io.cardbeam.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.event.Reason;
import io.cardbeam.wire.CompactReader;
import io.cardbeam.wire.CompactWriter;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownTextTest {
  private static final String[] ODD = {
    "0", "007", "0.", ".5", "0.05", "12.345", "1.2.3", "999999999999999999", "0.00", "$-12.34",
    "9999999999999999999999", "1234567890123456.78", "ß", "漢字", "🂡", " ", ".", "-", "00", "10"
  };

  /** Known words, numbers and letters in any order, of which some look alike. */
  @Property(tries = 2_000)
  void isReadAsItWasWritten(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      switch (random.nextInt(4)) {
        case 0 -> text.append(ODD[random.nextInt(ODD.length)]);
        case 1 -> text.append(random.nextInt());
        case 2 -> text.append((char) ('a' + random.nextInt(26)));
        default -> text.append(KnownWords.at(random.nextInt(KnownWords.size())));
      }
    }
    assertThat(again(text.toString())).isEqualTo(text.toString());
  }

  private static String again(String text) throws IOException {
    CompactReader from = new CompactReader(bytes(text));
    String read = KnownText.read(from);
    assertThat(from.isEnd()).isTrue();
    return read;
  }

  private static byte[] bytes(String text) {
    CompactWriter to = new CompactWriter(0);
    KnownText.write(text, to);
    return to.done();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "amount 1.2x your usual for food_dining ($31.09 against $25.85)",
        "amount less than 0.1x your usual for misc_net ($0.04 against $25.85)",
        "only 0.5 % of your purchases are in travel",
        "17.8 % of your purchases are around 03:00 UTC",
        "2nd request in 24 h, 2.5 a day are usual for you",
        "$139.33 were asked for in the 24 h before, 14x your usual purchase",
        "2 requests on your card turned out to be fraud, the last was confirmed 40 days ago",
        "amount $12.00 is above your available credit of $-3.50 "
            + "(limit $100.00, balance $103.50, open holds $0.00)"
      })
  void aSentenceWithoutNamesTakesAFewBytes(String sentence) throws IOException {
    assertThat(again(sentence)).isEqualTo(sentence);
    assertThat(bytes(sentence).length).isLessThan(sentence.length() / 2);
  }

  @Test
  void theNameOfAShopIsKeptAsItIs() throws IOException {
    String name = "Émile & Söhne, 5 km from home";
    String sentence = "you know " + name + ", 12 km from your last purchase 40 min ago";
    assertThat(again(sentence)).isEqualTo(sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grocery_pos", "travel", "", "grocery", "Käse", "x your usual for "})
  void aNameIsReadAsItWasWritten(String name) throws IOException {
    CompactWriter to = new CompactWriter(0);
    KnownText.writeName(name, to);
    assertThat(KnownText.readName(new CompactReader(to.done()))).isEqualTo(name);
    assertThat(to.length()).isLessThanOrEqualTo(2 + 2 * name.length());
  }

  @Test
  void noWordsAndNoCodesAreThereTwice() {
    assertThat(new HashSet<>(KnownWords.all())).hasSize(KnownWords.size());
    assertThat(KnownWords.size()).as("a byte names them").isLessThanOrEqualTo(0x100 - 5);
    assertThat(KnownWords.codes()).as("six bits name them, and another").isLessThan(1 << 6);
  }

  @Test
  void bytesThatEndEarlyOrNameOtherWordsAreRefused() {
    byte[] bytes = bytes("you know Kaffeehaus, 12 km from your last purchase");
    for (int length = 0; length < bytes.length; length++) {
      CompactReader cut = new CompactReader(Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> KnownText.read(cut)).isInstanceOf(EOFException.class);
    }
    CompactReader unknown = new CompactReader(new byte[] {(byte) 0xFF, 0});
    assertThatThrownBy(() -> KnownText.read(unknown))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not known");
  }

  @Test
  void aReasonIsReadAsItWasWritten() throws IOException {
    Double[] figures = {
      null,
      0.0,
      -0.0,
      1.0,
      -7.0,
      0.1,
      (double) 0.1f,
      Double.NaN,
      (double) Float.NaN,
      1e300,
      Double.NEGATIVE_INFINITY,
      Double.MIN_VALUE,
      (double) (1L << 48),
      1e17,
      (double) Long.MIN_VALUE
    };
    for (@Nullable Double figure : figures) {
      for (String code : List.of("USUAL_AMOUNT", "VELOCITY", "A_RULE_OF_OURS", "")) {
        Reason reason = new Reason(code, "9 requests in 10 min", figure);
        CompactWriter to = new CompactWriter(0);
        ReasonFormat.write(reason, to);
        CompactReader from = new CompactReader(to.done());
        assertThat(ReasonFormat.read(from)).isEqualTo(reason);
        assertThat(from.isEnd()).isTrue();
      }
    }
  }
}
