package io.cardbeam.console.cube;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.cube.CubeAnswer;
import io.cardbeam.query.cube.CubeFact;
import io.cardbeam.query.cube.CubeQuery;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptAnswersTest {
  private final KeptAnswers kept = new KeptAnswers();

  private static CubeQuery question(String dimension, String... where) throws QueryException {
    return CubeQuery.of(
        CubeFact.authorization,
        List.of(dimension),
        List.of(),
        List.of("count"),
        List.of(where),
        true);
  }

  private static CubeAnswer answer(CubeQuery query, int cells) {
    return new CubeAnswer(
        query, Collections.nCopies(cells, new CubeAnswer.Cell(List.of("x"), 0, List.of(1L))));
  }

  @Test
  void theSameQuestionHasTheSameAnswer() throws Exception {
    CubeAnswer answer = answer(question("state", "year = 2020"), 3);
    kept.keep(answer);

    assertThat(kept.find(question("state", "year = 2020"))).contains(answer);
    assertThat(kept.find(question("state", "year = 2019"))).isEmpty();
    assertThat(kept.find(question("city", "year = 2020"))).isEmpty();
    kept.clear();
    assertThat(kept.find(question("state", "year = 2020"))).isEmpty();
  }

  @Test
  void whatWasNotAskedForLongestGoesFirst() throws Exception {
    int third = KeptAnswers.MAX_CELLS / 3;
    for (String dimension : List.of("state", "city", "job")) {
      kept.keep(answer(question(dimension), third));
    }
    assertThat(kept.find(question("state"))).isPresent();
    kept.keep(answer(question("gender"), third));

    assertThat(kept.find(question("city"))).isEmpty();
    assertThat(kept.find(question("state"))).isPresent();
    assertThat(kept.find(question("gender"))).isPresent();
  }

  @Test
  void oneThatIsTooLargeIsNotKept() throws Exception {
    kept.keep(answer(question("state"), 1));
    kept.keep(answer(question("city"), KeptAnswers.MAX_CELLS + 1));

    assertThat(kept.find(question("city"))).isEmpty();
    assertThat(kept.find(question("state"))).isPresent();
  }
}
