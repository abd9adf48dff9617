package io.cardbeam.simulator.population;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * One thing for each category.
 *
 * @param <T> the thing
 */
final class PerCategory<T> {
  private final Map<Category, T> things = new EnumMap<>(Category.class);

  private PerCategory() {}

  /** Made for one category after the other, in their one order. */
  static <T> PerCategory<T> of(Function<Category, T> maker) {
    PerCategory<T> all = new PerCategory<>();
    Category.all().forEach(category -> all.things.put(category, maker.apply(category)));
    return all;
  }

  T get(Category category) {
    return Objects.requireNonNull(things.get(category));
  }
}
