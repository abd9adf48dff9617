package io.cardbeam.console.cube;

import io.cardbeam.query.cube.CubeAnswer;
import io.cardbeam.query.cube.CubeQuery;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers to questions that may be asked again, as of a step back in the page or of a shared view:
 * the latest, {@value #MAX_CELLS} cells of all together. Used by one thread at a time.
 */
final class KeptAnswers {
  /** Most cells, some 200 bytes each. */
  static final int MAX_CELLS = 100_000;

  private final Map<CubeQuery, CubeAnswer> answers =
      new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);
  private long cells;

  /** The answer that was given to a question, if it is kept. */
  Optional<CubeAnswer> find(CubeQuery query) {
    return Optional.ofNullable(answers.get(query));
  }

  /** Keeps an answer, and lets those go that were not asked for longest. */
  void keep(CubeAnswer answer) {
    if (answer.cells().size() > MAX_CELLS || answers.containsKey(answer.query())) {
      return;
    }
    answers.put(answer.query(), answer);
    cells += answer.cells().size();
    Iterator<CubeAnswer> oldest = answers.values().iterator();
    while (cells > MAX_CELLS) {
      cells -= oldest.next().cells().size();
      oldest.remove();
    }
  }

  /** Lets all go: there are other rows now. */
  void clear() {
    answers.clear();
    cells = 0;
  }
}
