package io.cardbeam.weblog;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Beside a look at each byte; bytes whose bits are alike are those that Mycroft's test mixes up.
 */
class ByteSearchTest {
  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.bytes()
        .between((byte) -1, (byte) 3)
        .array(byte[].class)
        .ofMinSize(0)
        .ofMaxSize(40);
  }

  private static int slowly(byte[] bytes, int wanted, int other, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted || bytes[i] == other) {
        return i;
      }
    }
    return -1;
  }

  @Property
  void findsTheFirstOne(
      @ForAll("bytes") byte[] bytes,
      @ForAll @IntRange(min = -128, max = 3) int wanted,
      @ForAll @IntRange(max = 40) int start,
      @ForAll @IntRange(max = 40) int end) {
    int from = Math.min(start, bytes.length);
    int to = Math.min(end, bytes.length);
    assertThat(ByteSearch.indexOf(bytes, (byte) wanted, from, to))
        .isEqualTo(slowly(bytes, wanted, wanted, from, to));
    assertThat(ByteSearch.indexOfEither(bytes, (byte) wanted, (byte) 2, from, to))
        .isEqualTo(slowly(bytes, wanted, 2, from, to));
  }
}
