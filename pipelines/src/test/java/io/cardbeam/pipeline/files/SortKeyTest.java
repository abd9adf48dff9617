package io.cardbeam.pipeline.files;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SortKeyTest {
  @Property
  void keysOfNumbersSortAsTheNumbersDo(@ForAll long one, @ForAll long other) {
    assertThat(Integer.signum(SortKey.of(one).compareTo(SortKey.of(other))))
        .isEqualTo(Long.compare(one, other));
  }
}
