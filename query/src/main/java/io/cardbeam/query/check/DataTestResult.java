package io.cardbeam.query.check;

import java.util.List;

/**
 * What came of a test.
 *
 * @param name what must be so
 * @param failures rows that are not so
 * @param examples the first of them, as texts
 */
public record DataTestResult(String name, long failures, List<String> examples) {
  public DataTestResult {
    examples = List.copyOf(examples);
  }

  /** Whether it is so. */
  public boolean holds() {
    return failures == 0;
  }
}
