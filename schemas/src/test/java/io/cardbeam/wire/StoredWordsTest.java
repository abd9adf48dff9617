package io.cardbeam.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredWordsTest {
  /** A word at a time, as the format is written down. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 9, 2_304, StoredWords.MOST})
  void lieInBytesOneAfterTheOther(int size) throws IOException {
    long[] words = new Random(size).longs(size).toArray();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    DataOutputStream each = new DataOutputStream(expected);
    each.writeShort(size);
    for (long word : words) {
      each.writeLong(word);
    }

    byte[] bytes = bytes(words);
    assertThat(bytes).isEqualTo(expected.toByteArray());
    assertThat(StoredWords.read(in(bytes, bytes.length))).isEqualTo(words);
    assertThatThrownBy(() -> StoredWords.read(in(bytes, bytes.length - 1)))
        .isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 15})
  void aPartThatIsNoneOfItsKindIsRefused(int size) throws IOException {
    byte[] bytes = bytes(new long[size]);
    assertThatThrownBy(() -> StoredWords.read(3, 12, "a test", in(bytes, bytes.length)))
        .isInstanceOf(IOException.class)
        .hasMessage("the state has a part of " + size + " words of a test");
  }

  private static byte[] bytes(long[] words) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StoredWords.write(words, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream in(byte[] bytes, int length) {
    return new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
  }
}
