package io.cardbeam.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A card's habit in each category it buys in, at most {@value #MAX_CATEGORIES}; beyond it the one
 * that was not used for longest goes. Immutable.
 */
public final class CategoryHabits {
  /** Most categories that are kept. */
  public static final int MAX_CATEGORIES = 48;

  static final CategoryHabits NONE = new CategoryHabits(List.of());

  private final List<CategoryHabit> habits;

  CategoryHabits(List<CategoryHabit> habits) {
    this.habits = List.copyOf(habits);
  }

  /** The habit in a category, if the card bought there. */
  public Optional<CategoryHabit> of(String category) {
    for (CategoryHabit habit : habits) {
      if (habit.category().equals(category)) {
        return Optional.of(habit);
      }
    }
    return Optional.empty();
  }

  CategoryHabits plus(String category, long amountMinor, double share, long timeMillis) {
    List<CategoryHabit> changed = new ArrayList<>(habits.size() + 1);
    boolean found = false;
    for (CategoryHabit habit : habits) {
      boolean same = habit.category().equals(category);
      changed.add(same ? habit.plus(amountMinor, share, timeMillis) : habit);
      found |= same;
    }
    if (!found) {
      if (changed.size() == MAX_CATEGORIES) {
        changed.remove(
            changed.stream()
                .min(
                    Comparator.comparingLong(CategoryHabit::asOfMillis)
                        .thenComparing(CategoryHabit::category))
                .orElseThrow());
      }
      changed.add(CategoryHabit.first(category, amountMinor, share, timeMillis));
    }
    return new CategoryHabits(changed);
  }

  /** All of them, in the order in which the card first used them. */
  public List<CategoryHabit> all() {
    return habits;
  }

  /** Weight of all purchases at a time: about how many of them are still remembered. */
  public double weightAt(long timeMillis) {
    double sum = 0;
    for (CategoryHabit habit : habits) {
      sum += habit.weightAt(timeMillis);
    }
    return sum;
  }
}
