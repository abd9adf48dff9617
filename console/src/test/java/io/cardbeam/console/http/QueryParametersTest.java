package io.cardbeam.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueryParametersTest {
  @Test
  void namesAtMostFiftyProblems() {
    QueryParameters parameters =
        new QueryParameters(
            IntStream.range(0, 60)
                .mapToObj(i -> "x" + (char) ('a' + i / 26) + (char) ('a' + i % 26))
                .collect(Collectors.toMap(name -> name, name -> List.of("1"))),
            Set.of(),
            Set.of());

    assertThatThrownBy(parameters::refuse)
        .hasMessageContaining("More than 50 parts of the query are wrong")
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.problem().errors()).hasSize(QueryParameters.MAX_PROBLEMS));
  }

  @Test
  void aNameThatCouldBeAnythingIsNotRepeated() {
    QueryParameters parameters =
        new QueryParameters(Map.of("4539578763621486", List.of("")), Set.of(), Set.of());

    assertThatThrownBy(parameters::refuse)
        .hasMessageContaining("query is no parameter here")
        .hasMessageNotContaining("4539");
  }

  @Test
  void onlyWhatMayBeRepeatedIs() throws Exception {
    Map<String, List<String>> given = Map.of("where", List.of("a = 1", "b = 22"));
    QueryParameters parameters = new QueryParameters(given, Set.of("where"), Set.of("where"));
    assertThat(parameters.texts("where", 6)).containsExactly("a = 1", "b = 22");
    assertThat(parameters.texts("other", 5)).isEmpty();
    parameters.refuse();

    assertThat(parameters.texts("where", 5)).containsExactly("a = 1");
    assertThatThrownBy(parameters::refuse).hasMessageContaining("where must be at most 5");
    assertThatThrownBy(new QueryParameters(given, Set.of("where"), Set.of())::refuse)
        .hasMessageContaining("where is given twice");
  }

  @Test
  void readsTimesFrom1970ToTheYear9999ByMilliseconds() throws Exception {
    Map<String, List<String>> given =
        Map.of(
            "first", List.of("1970-01-01T00:00:00Z"),
            "last", List.of("9999-01-01T00:00:00Z"),
            "fine", List.of("2026-03-02T11:00:00.123456789+01:00"));
    QueryParameters parameters = new QueryParameters(given, given.keySet(), Set.of());

    assertThat(parameters.time("first")).contains(QueryParameters.FIRST);
    assertThat(parameters.time("last")).contains(QueryParameters.LAST);
    assertThat(parameters.time("fine")).contains(Instant.parse("2026-03-02T10:00:00.123Z"));
    assertThat(parameters.time("missing")).isEmpty();
    parameters.refuse();
  }

  @Test
  void refusesTimesBeyond() {
    Map<String, List<String>> given =
        Map.of(
            "a", List.of("1969-12-31T23:59:59.999Z"),
            "b", List.of("9999-01-01T00:00:00.001Z"),
            "c", List.of(""),
            "d", List.of("2026-03-02"));
    QueryParameters parameters = new QueryParameters(given, given.keySet(), Set.of());
    given.keySet().forEach(parameters::time);

    assertThatThrownBy(parameters::refuse)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.problem().errors()).hasSize(4));
  }
}
