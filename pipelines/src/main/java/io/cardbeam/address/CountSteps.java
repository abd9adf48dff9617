package io.cardbeam.address;

import io.cardbeam.wire.AddressCountChecks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The counts of one address in the order of their times. Immutable. Of counts with one end, those
 * are left out that come no earlier than a higher one: they never are the highest in force.
 */
final class CountSteps {
  static final CountSteps NONE = new CountSteps(List.of());

  private final long[] untilMillis;
  private final long[] fromMillis;
  private final int[] cards;

  private CountSteps(List<CountStep> inOrder) {
    untilMillis = inOrder.stream().mapToLong(CountStep::untilMillis).toArray();
    fromMillis = inOrder.stream().mapToLong(CountStep::fromMillis).toArray();
    cards = inOrder.stream().mapToInt(CountStep::cards).toArray();
  }

  /** Of counts in any order, some of them perhaps several times. */
  static CountSteps of(Collection<CountStep> steps) {
    List<CountStep> needed = new ArrayList<>(steps.size());
    long untilMillis = Long.MIN_VALUE;
    int highest = 0;
    for (CountStep step : steps.stream().sorted().toList()) {
      if (step.untilMillis() != untilMillis) {
        untilMillis = step.untilMillis();
        highest = 0;
      }
      if (step.cards() > highest) {
        needed.add(step);
        highest = step.cards();
      }
    }
    return needed.isEmpty() ? NONE : new CountSteps(needed);
  }

  /** The highest count in force at an event time; 0 if there is none. */
  int at(long eventTimeMillis) {
    int highest = 0;
    for (int i = firstEndingAfter(eventTimeMillis);
        i < cards.length && untilMillis[i] - AddressCountChecks.LIFE_MILLIS <= eventTimeMillis;
        i++) {
      if (fromMillis[i] <= eventTimeMillis) {
        highest = Math.max(highest, cards[i]);
      }
    }
    return highest;
  }

  private int firstEndingAfter(long millis) {
    int low = 0;
    int high = cards.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (untilMillis[middle] > millis) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Those that are in force, or will be, after a time. */
  CountSteps endingAfter(long millis) {
    int first = firstEndingAfter(millis);
    return first == 0 ? this : of(list().subList(first, size()));
  }

  int size() {
    return cards.length;
  }

  /** All of them, in order. */
  List<CountStep> list() {
    return IntStream.range(0, size())
        .mapToObj(i -> new CountStep(untilMillis[i], fromMillis[i], cards[i]))
        .toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CountSteps steps
        && Arrays.equals(steps.untilMillis, untilMillis)
        && Arrays.equals(steps.fromMillis, fromMillis)
        && Arrays.equals(steps.cards, cards);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(fromMillis) + Arrays.hashCode(cards);
  }
}
