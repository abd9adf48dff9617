package io.cardbeam.query.cube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MembersTest {
  /** Numbers in the order in which they came: the last two after the others were sorted. */
  private static final Members STATES =
      Members.of(List.of(row(1, "CA"), row(4, "KY"), row(2, "NY"), row(3, "TX"), row(5, null)));

  private static List<@Nullable Object> row(long number, @Nullable String name) {
    return Arrays.asList(number, name);
  }

  private static String term(String condition) throws Exception {
    return STATES.term(
        ConditionParser.parse(condition, Set.of(CubeFact.authorization)).get(0), "no");
  }

  @Test
  void aConditionHoldsOfTheNumbersOfItsMembers() throws Exception {
    assertThat(term("state = NY")).isEqualTo("(no = 2)");
    assertThat(term("state <> NY")).isEqualTo("(no = 1 OR no BETWEEN 3 AND 4)");
    assertThat(term("state < NY")).isEqualTo("(no = 1 OR no = 4)");
    assertThat(term("state >= KY")).isEqualTo("(no BETWEEN 2 AND 4)");
    assertThat(term("state between KY and TX")).isEqualTo("(no BETWEEN 2 AND 4)");
    assertThat(term("state in (TX, CA, PR)")).isEqualTo("(no = 1 OR no = 3)");
    assertThat(term("state is unknown")).isEqualTo("(no = 5)");
    assertThat(term("state is known")).isEqualTo("(no BETWEEN 1 AND 4)");
    assertThat(term("state = PR")).isEqualTo("false");
  }

  /** As in DuckDB, and not as in Java, where the first of a pair of surrogates is below U+FF5E. */
  @Test
  void textsAreSortedByTheirBytes() throws Exception {
    Condition above =
        ConditionParser.parse("merchant > '\uFF5E'", Set.of(CubeFact.authorization)).get(0);

    assertThat(above.holds("\uD83D\uDE00")).isTrue();
    assertThat(above.holds("z")).isFalse();
    assertThat(above.holds(null)).isFalse();
  }
}
