package io.cardbeam.weblog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ContentHashTest {
  private static String guavas(byte[] content, int length) {
    byte[] hash = Hashing.murmur3_128().hashBytes(content, 0, length).asBytes();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  /** At each place it is what Guava says of the content before, and saying it changes nothing. */
  @Property
  void isTheHashOfTheContentHoweverItIsCut(
      @ForAll @Size(max = 200) byte[] content, @ForAll long seed) {
    Random cuts = new Random(seed);
    ContentHash hash = new ContentHash();
    int at = 0;
    while (at < content.length) {
      int to = Math.min(content.length, at + cuts.nextInt(40));
      hash.add(content, at, to);
      at = to;
      assertThat(hash.text()).isEqualTo(guavas(content, at));
      hash = cuts.nextBoolean() ? ContentHash.of(hash.saved()) : hash;
    }
    assertThat(hash.text()).isEqualTo(guavas(content, content.length)).hasSize(22);
  }

  @Property
  void linesThatAreAlikeHaveTheirOwn(@ForAll @IntRange(min = 0, max = 20) int length) {
    byte[] line = ("x".repeat(length) + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    ContentHash hash = new ContentHash();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      hash.add(line, 0, line.length);
      all.add(hash.text());
    }
    assertThat(all).doesNotHaveDuplicates();
  }

  @Test
  void takesNoOtherThanWhatItSaved() {
    assertThat(ContentHash.of(new byte[0]).text()).isEqualTo(new ContentHash().text());
    assertThatThrownBy(() -> ContentHash.of(new byte[7]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
