package io.cardbeam.profile;

import io.cardbeam.reason.KnownText;
import io.cardbeam.wire.CompactReader;
import io.cardbeam.wire.CompactWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of what a card does as a rule: its habits by category and hour, and what it was used
 * with. Times are written by how long before a base they lie, milliseconds.
 */
final class HabitsFormat {
  private HabitsFormat() {}

  static void write(CategoryHabits categories, long baseMillis, CompactWriter to) {
    List<CategoryHabit> habits = categories.all();
    to.number(habits.size());
    for (CategoryHabit habit : habits) {
      KnownText.writeName(habit.category(), to);
      write(habit.amounts(), baseMillis, to);
    }
    write(categories.overall(), baseMillis, to);
  }

  private static void write(AmountHabit amounts, long baseMillis, CompactWriter to) {
    to.word(Double.doubleToRawLongBits(amounts.weight()));
    to.word(Double.doubleToRawLongBits(amounts.meanLog()));
    to.word(Double.doubleToRawLongBits(amounts.squaredDeviation()));
    to.signed(amounts.leastMinor());
    to.signed(amounts.mostMinor());
    to.signed(baseMillis - amounts.asOfMillis());
  }

  static CategoryHabits readCategories(CompactReader from, long baseMillis) throws IOException {
    int size = from.count(CategoryHabits.MAX_CATEGORIES, "categories of a card");
    List<CategoryHabit> habits = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      habits.add(new CategoryHabit(KnownText.readName(from), readAmounts(from, baseMillis)));
    }
    return new CategoryHabits(habits, readAmounts(from, baseMillis));
  }

  private static AmountHabit readAmounts(CompactReader from, long baseMillis) throws IOException {
    return new AmountHabit(
        Double.longBitsToDouble(from.word()),
        Double.longBitsToDouble(from.word()),
        Double.longBitsToDouble(from.word()),
        from.signed(),
        from.signed(),
        baseMillis - from.signed());
  }

  /** Hours at which a card never buys take a bit. */
  static void write(HourHabit hours, long baseMillis, CompactWriter to) {
    double[] weights = hours.weights();
    int used = 0;
    for (int hour = 0; hour < weights.length; hour++) {
      used |= Double.doubleToRawLongBits(weights[hour]) == 0 ? 0 : 1 << hour;
    }
    to.signed(baseMillis - hours.asOfMillis());
    to.half(used);
    for (double weight : weights) {
      if (Double.doubleToRawLongBits(weight) != 0) {
        to.word(Double.doubleToRawLongBits(weight));
      }
    }
  }

  static HourHabit readHours(CompactReader from, long baseMillis) throws IOException {
    long asOfMillis = baseMillis - from.signed();
    int used = from.half();
    double[] weights = new double[HourHabit.HOURS];
    for (int hour = 0; hour < weights.length; hour++) {
      weights[hour] = (used & 1 << hour) == 0 ? 0 : Double.longBitsToDouble(from.word());
    }
    return new HourHabit(weights, asOfMillis);
  }

  static void write(KnownKeys known, long baseMillis, CompactWriter to) {
    long[] keys = known.keys();
    long[] uses = known.lastUseMillis();
    to.number(keys.length);
    for (int i = 0; i < keys.length; i++) {
      to.word(keys[i]);
      to.signed(baseMillis - uses[i]);
    }
  }

  /**
   * Reads keys.
   *
   * @param most that there may be
   */
  static KnownKeys readKeys(CompactReader from, long baseMillis, int most) throws IOException {
    int size = from.count(most, "things that a card was used with");
    long[] keys = new long[size];
    long[] uses = new long[size];
    for (int i = 0; i < size; i++) {
      keys[i] = from.word();
      uses[i] = baseMillis - from.signed();
    }
    return new KnownKeys(keys, uses);
  }
}
