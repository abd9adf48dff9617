package io.cardbeam.console.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdKindTest {
  @Test
  void theSameCallerAndIdGiveTheSameId() {
    // Written down once: ids in books and at merchants must not change.
    assertThat(IdKind.AUTHORIZATION.of("m-1", "order-17"))
        .isEqualTo("au_m6ahuw2a3ckj5lpjy3mso2ngtm");
  }

  @Test
  void kindsOwnersAndIdsAreKeptApart() {
    Set<String> ids = new HashSet<>();
    for (IdKind kind : IdKind.values()) {
      ids.add(kind.of("ab", "c"));
      ids.add(kind.of("a", "bc"));
      ids.add(kind.of("abc", ""));
      ids.add(kind.of("", "abc"));
    }
    assertThat(ids).hasSize(4 * IdKind.values().length);
  }

  @Test
  void knowsItsOwnIdsAndNoOthers() {
    for (IdKind kind : IdKind.values()) {
      String id = kind.of("m-1", "r-1");
      assertThat(IdKind.of(id)).contains(kind);
      assertThat(IdKind.of(id.toUpperCase(Locale.ROOT))).isEmpty();
      assertThat(IdKind.of(id + "a")).isEmpty();
      assertThat(IdKind.of(id.substring(1))).isEmpty();
      assertThat(IdKind.of(id.substring(0, 28) + "1")).isEmpty();
    }
    assertThat(IdKind.of("")).isEmpty();
    assertThat(IdKind.of("c-1-17")).isEmpty();
  }
}
