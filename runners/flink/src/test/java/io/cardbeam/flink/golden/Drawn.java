package io.cardbeam.flink.golden;

import io.cardbeam.text.StableHash;
import java.util.List;

/**
 * Which of some odd things happens to something, drawn by its id alone: what else is in a history
 * changes nothing.
 *
 * @param odd what may happen
 */
record Drawn<T>(List<Odd<T>> odd) {
  private static final int ALL = 10_000;

  /**
   * One that may happen.
   *
   * @param perTenThousand how often, of ten thousand
   * @param what it does
   */
  record Odd<T>(int perTenThousand, T what) {}

  /** What happens to this one; {@code otherwise} to most. */
  T of(String purpose, String id, T otherwise) {
    int left = Math.floorMod(StableHash.mixed(StableHash.of(purpose + id)), ALL);
    for (Odd<T> each : odd) {
      left -= each.perTenThousand();
      if (left < 0) {
        return each.what();
      }
    }
    return otherwise;
  }
}
