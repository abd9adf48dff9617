package io.cardbeam.billing;

import java.util.List;

/**
 * Which issue of a statement it is. A statement that was issued never changes; where events come
 * later that would have changed it, another is issued that corrects it.
 *
 * @param number 1 for the first, and one more for each correction of the one before
 * @param differenceMinor closing balance less that of the issue before, minor units; 0 for the
 *     first
 * @param added lines that the issue before has not, or has otherwise
 * @param removed lines of the issue before that this one has not, or has otherwise
 */
public record Issue(
    int number, long differenceMinor, List<StatementLine> added, List<StatementLine> removed) {
  /** Of a statement that corrects none. */
  public static final Issue FIRST = new Issue(1, 0, List.of(), List.of());

  public Issue {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    boolean isBare = differenceMinor == 0 && added.isEmpty() && removed.isEmpty();
    if (number < 1 || (number == 1 && !isBare)) {
      throw new IllegalArgumentException("issue " + number + " has nothing to correct");
    }
  }

  /** Whether it corrects another. */
  public boolean isCorrection() {
    return number > 1;
  }
}
