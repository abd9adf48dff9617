package io.cardbeam.pipeline.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ExternalSortTest {

  /** Of few keys, so that values tell the order of many; runs of some entries each. */
  @Property(tries = 100)
  void givesWhatIsSortedInMemoryWhateverARunHolds(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<String> expected = new ArrayList<>();
    List<String> given = new ArrayList<>();
    try (ExternalSort sort = new ExternalSort(1 + random.nextInt(5_000))) {
      for (int i = random.nextInt(200); i > 0; i--) {
        String key = "k" + random.nextInt(5);
        String value = key + "/" + random.nextInt(20);
        expected.add(value);
        sort.add(key, SortKey.utf8(value));
      }
      sort.drain(value -> given.add(new String(value, StandardCharsets.UTF_8)));
    }
    expected.sort(null);
    assertThat(given).isEqualTo(expected);
  }

  @Property
  void keysOfNumbersSortAsTheNumbersDo(@ForAll long one, @ForAll long other) {
    assertThat(Integer.signum(SortKey.of(one).compareTo(SortKey.of(other))))
        .isEqualTo(Long.compare(one, other));
  }
}
