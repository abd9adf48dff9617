package io.cardbeam.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A card's habit in each category it buys in, at most {@value #MAX_CATEGORIES} (beyond it the one
 * that was not used for longest goes), and over all of them. Immutable.
 */
public final class CategoryHabits {
  /** Most categories that are kept. */
  public static final int MAX_CATEGORIES = 48;

  static final CategoryHabits NONE = new CategoryHabits(List.of(), AmountHabit.NONE);

  private final CategoryHabit[] habits;
  private final AmountHabit overall;

  CategoryHabits(List<CategoryHabit> habits, AmountHabit overall) {
    this.habits = habits.toArray(CategoryHabit[]::new);
    this.overall = overall;
  }

  /** What the card asks for in a category. */
  public AmountHabit of(String category) {
    for (CategoryHabit habit : habits) {
      if (habit.category().equals(category)) {
        return habit.amounts();
      }
    }
    return AmountHabit.NONE;
  }

  /** What the card asks for in all categories together. */
  public AmountHabit overall() {
    return overall;
  }

  CategoryHabits plus(String category, long amountMinor, long timeMillis) {
    double logAmount = AmountLog.of(amountMinor);
    List<CategoryHabit> changed = new ArrayList<>(habits.length + 1);
    boolean found = false;
    for (CategoryHabit habit : habits) {
      boolean same = habit.category().equals(category);
      changed.add(same ? habit.plus(amountMinor, logAmount, timeMillis) : habit);
      found |= same;
    }
    if (!found) {
      if (changed.size() == MAX_CATEGORIES) {
        changed.remove(
            changed.stream()
                .min(
                    Comparator.comparingLong((CategoryHabit habit) -> habit.amounts().asOfMillis())
                        .thenComparing(CategoryHabit::category))
                .orElseThrow());
      }
      changed.add(
          new CategoryHabit(category, AmountHabit.NONE).plus(amountMinor, logAmount, timeMillis));
    }
    return new CategoryHabits(changed, overall.plus(amountMinor, logAmount, timeMillis));
  }

  /** All of them, in the order in which the card first used them. */
  public List<CategoryHabit> all() {
    return List.of(habits);
  }
}
