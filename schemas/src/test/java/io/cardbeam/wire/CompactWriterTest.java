package io.cardbeam.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactWriterTest {
  private static final int VALUES = 500;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsWrittenIsReadAndNoByteMore(long seed) throws IOException {
    CompactWriter to = new CompactWriter(0);
    Random random = new Random(seed);
    for (int i = 0; i < VALUES; i++) {
      long value = random.nextLong() >> random.nextInt(Long.SIZE);
      to.number(value);
      to.signed(value);
      to.word(value);
      to.half((int) value);
      to.one((int) value);
      to.text("ä" + value);
    }
    byte[] bytes = to.done();
    assertThat(bytes).hasSize(to.length());
    CompactReader from = new CompactReader(bytes);
    random = new Random(seed);
    for (int i = 0; i < VALUES; i++) {
      long value = random.nextLong() >> random.nextInt(Long.SIZE);
      assertThat(from.number()).isEqualTo(value);
      assertThat(from.signed()).isEqualTo(value);
      assertThat(from.word()).isEqualTo(value);
      assertThat(from.half()).isEqualTo((int) value);
      assertThat(from.one()).isEqualTo((int) value & 0xFF);
      assertThat(from.text()).isEqualTo("ä" + value);
    }
    assertThat(from.isEnd()).isTrue();
    assertThatThrownBy(from::one).isInstanceOf(EOFException.class);
  }

  @Test
  void smallNumbersTakeFewBytes() {
    CompactWriter to = new CompactWriter(0);
    to.number(127);
    to.signed(-64);
    to.signed(63);
    assertThat(to.done()).containsExactly(127, 127, 126);
    to.number(128);
    assertThat(to.length()).isEqualTo(5);
    to.number(-1);
    assertThat(to.length()).isEqualTo(15);
    to.signed(Long.MIN_VALUE);
    assertThat(to.length()).isEqualTo(25);
  }

  @Test
  void aWholeIsCopiedIntoAnotherAndOut() throws IOException {
    CompactWriter part = new CompactWriter(0);
    part.text("a part");
    CompactWriter whole = new CompactWriter(0);
    whole.one(1);
    part.copyTo(whole);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    whole.copyTo(new DataOutputStream(out));
    assertThat(out.toByteArray()).isEqualTo(whole.done()).hasSize(1 + 1 + 6);
    CompactReader from = new CompactReader(whole.done(), 2);
    assertThat(from.raw(6)).asString().isEqualTo("a part");
  }

  @Test
  void bytesThatEndEarlyAreRefused() {
    CompactWriter to = new CompactWriter(0);
    to.word(1);
    byte[] word = to.done();
    for (int length = 0; length < word.length; length++) {
      CompactReader cut = new CompactReader(Arrays.copyOf(word, length));
      assertThatThrownBy(cut::word).isInstanceOf(EOFException.class);
    }
    assertThatThrownBy(() -> new CompactReader(new byte[] {-1}).number())
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> new CompactReader(new byte[] {100, 'a'}).text())
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> new CompactReader(new byte[] {1}).skip(-1))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void numbersThatAreTooLongOrTooManyAreRefused() {
    byte[] long11 = new byte[11];
    Arrays.fill(long11, (byte) -1);
    assertThatThrownBy(() -> new CompactReader(long11).number())
        .isInstanceOf(IOException.class)
        .hasMessage("a number has more than ten bytes");
    assertThatThrownBy(() -> new CompactReader(new byte[] {9}).count(8, "things"))
        .isInstanceOf(IOException.class)
        .hasMessage("there are 9 things, of at most 8");
  }
}
