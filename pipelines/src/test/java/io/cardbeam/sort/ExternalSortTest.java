package io.cardbeam.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ExternalSortTest {

  /** Of few values, so that many are equal; runs of some elements each, or all in one. */
  @Property(tries = 100)
  void givesWhatIsSortedInMemoryWhateverARunHolds(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<String> expected = new ArrayList<>();
    List<String> given = new ArrayList<>();
    try (ExternalSort<String> sort =
        new ExternalSort<>(Comparator.naturalOrder(), new Utf(), 1 + random.nextInt(500))) {
      for (int i = random.nextInt(200); i > 0; i--) {
        String value = "k" + random.nextInt(5) + "/" + random.nextInt(20);
        expected.add(value);
        sort.add(value);
      }
      ExternalSort.Merge<String> sorted = sort.merge();
      while (sorted.hasNext()) {
        given.add(sorted.next());
      }
      assertThatThrownBy(sorted::next).isInstanceOf(NoSuchElementException.class);
    }
    expected.sort(null);
    assertThat(given).isEqualTo(expected);
  }

  private static final class Utf implements ExternalSort.Form<String> {
    @Override
    public void write(String element, DataOutputStream out) throws IOException {
      out.writeUTF(element);
    }

    @Override
    public String read(DataInputStream in) throws IOException {
      return in.readUTF();
    }

    @Override
    public long size(String element) {
      return element.length();
    }
  }
}
