package io.cardbeam.profile;

import java.io.DataInput;
import java.io.IOException;
import java.util.List;

/** How version 1 of {@link CardProfileFormat} held habits: without extremes, without the whole. */
final class CategoryHabitsV1 {
  private CategoryHabitsV1() {}

  static CategoryHabits read(DataInput in) throws IOException {
    List<CategoryHabit> habits = CardProfileFormat.readList(CategoryHabitsV1::readHabit, in);
    return new CategoryHabits(habits, whole(habits));
  }

  private static CategoryHabit readHabit(DataInput in) throws IOException {
    String category = in.readUTF();
    double weight = in.readDouble();
    double meanLog = in.readDouble();
    double squaredDeviation = in.readDouble();
    long usualMinor = Math.max(1, Math.round(StrictMath.exp(meanLog)));
    return new CategoryHabit(
        category,
        new AmountHabit(weight, meanLog, squaredDeviation, usualMinor, usualMinor, in.readLong()));
  }

  /** Mean and deviations of all categories together, by the pairwise update of Chan et al. 1979. */
  private static AmountHabit whole(List<CategoryHabit> habits) {
    long now = habits.stream().mapToLong(h -> h.amounts().asOfMillis()).max().orElse(0);
    AmountHabit whole = AmountHabit.NONE;
    for (CategoryHabit habit : habits) {
      AmountHabit part = habit.amounts();
      double kept = Decay.factor(now - part.asOfMillis(), AmountHabit.HALF_LIFE_DAYS);
      double added = part.weight() * kept;
      double total = whole.weight() + added;
      double deviation = part.meanLog() - whole.meanLog();
      whole =
          new AmountHabit(
              total,
              whole.meanLog() + deviation * added / total,
              whole.squaredDeviation()
                  + part.squaredDeviation() * kept
                  + deviation * deviation * whole.weight() * added / total,
              Math.min(whole.leastMinor(), part.leastMinor()),
              Math.max(whole.mostMinor(), part.mostMinor()),
              now);
    }
    return whole;
  }
}
