package io.cardbeam.profile;

import io.cardbeam.text.StableHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A card's habit in each category it buys in, at most {@value #MAX_CATEGORIES} (beyond it the one
 * that was not used for longest goes), and over all of them. Immutable.
 *
 * <p>Categories are found by {@link StableHash}: one array to look through for each decision, where
 * names would be fetched from three places each.
 */
public final class CategoryHabits {
  /** Most categories that are kept. */
  public static final int MAX_CATEGORIES = 48;

  static final CategoryHabits NONE = new CategoryHabits(List.of(), AmountHabit.NONE);

  private final long[] hashes;
  private final CategoryHabit[] habits;
  private final AmountHabit overall;

  CategoryHabits(List<CategoryHabit> habits, AmountHabit overall) {
    this(hashes(habits), habits.toArray(new CategoryHabit[0]), overall);
  }

  private static long[] hashes(List<CategoryHabit> habits) {
    long[] hashes = new long[habits.size()];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = StableHash.of(habits.get(i).category());
    }
    return hashes;
  }

  private CategoryHabits(long[] hashes, CategoryHabit[] habits, AmountHabit overall) {
    this.hashes = hashes;
    this.habits = habits;
    this.overall = overall;
  }

  /**
   * What the card asks for in a category.
   *
   * @param categoryHash {@link StableHash} of the category
   */
  public AmountHabit of(long categoryHash) {
    int place = indexOf(categoryHash);
    return place < 0 ? AmountHabit.NONE : habits[place].amounts();
  }

  private int indexOf(long categoryHash) {
    for (int i = 0; i < hashes.length; i++) {
      if (hashes[i] == categoryHash) {
        return i;
      }
    }
    return -1;
  }

  /** What the card asks for in all categories together. */
  public AmountHabit overall() {
    return overall;
  }

  CategoryHabits plus(String category, long amountMinor, long timeMillis) {
    double logAmount = AmountLog.of(amountMinor);
    AmountHabit all = overall.plus(amountMinor, logAmount, timeMillis);
    long hash = StableHash.of(category);
    int place = indexOf(hash);
    if (place >= 0) {
      CategoryHabit[] changed = habits.clone();
      changed[place] = habits[place].plus(amountMinor, logAmount, timeMillis);
      return new CategoryHabits(hashes, changed, all);
    }
    CategoryHabits kept = habits.length == MAX_CATEGORIES ? withoutLeastRecent() : this;
    int size = kept.habits.length;
    long[] moreHashes = Arrays.copyOf(kept.hashes, size + 1);
    CategoryHabit[] more = Arrays.copyOf(kept.habits, size + 1);
    moreHashes[size] = hash;
    more[size] =
        new CategoryHabit(category, AmountHabit.NONE).plus(amountMinor, logAmount, timeMillis);
    return new CategoryHabits(moreHashes, more, all);
  }

  private CategoryHabits withoutLeastRecent() {
    List<CategoryHabit> rest = new ArrayList<>(all());
    rest.remove(
        rest.stream()
            .min(
                Comparator.comparingLong((CategoryHabit habit) -> habit.amounts().asOfMillis())
                    .thenComparing(CategoryHabit::category))
            .orElseThrow());
    return new CategoryHabits(rest, overall);
  }

  /** {@link StableHash}es of the categories, in the order of {@link #all}; not to be changed. */
  long[] hashes() {
    return hashes;
  }

  /** All of them, in the order in which the card first used them. */
  public List<CategoryHabit> all() {
    return List.of(habits);
  }
}
