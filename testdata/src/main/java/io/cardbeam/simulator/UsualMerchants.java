package io.cardbeam.simulator;

import io.cardbeam.simulator.draw.Draws;
import io.cardbeam.simulator.population.Category;
import io.cardbeam.simulator.population.City;
import io.cardbeam.simulator.population.Merchant;
import io.cardbeam.simulator.population.Merchants;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a cardholder goes: near home mostly to a few known merchants, elsewhere to any. */
final class UsualMerchants {
  private static final double LOYALTY = 0.85;
  private static final double[] CUMULATIVE_FONDNESS = {0.6, 0.85, 1};

  private final Merchants merchants;
  private final Draws draws;
  private final Map<Category, List<Merchant>> known = new EnumMap<>(Category.class);
  private Optional<City> knownCity = Optional.empty();

  UsualMerchants(Merchants merchants, Draws draws) {
    this.merchants = merchants;
    this.draws = draws;
  }

  /**
   * A merchant of this category.
   *
   * @param city where the cardholder is
   * @param home where the cardholder lives
   */
  Merchant choose(City city, City home, Category category) {
    if (!knownCity.equals(Optional.of(home))) {
      // Somebody who moved house gets to know other merchants.
      known.clear();
      knownCity = Optional.of(home);
    }
    boolean around = category.online() || city.equals(home);
    if (around && draws.chance(LOYALTY)) {
      return known
          .computeIfAbsent(category, c -> getToKnow(merchants.within(home, c)))
          .get(draws.weighted(CUMULATIVE_FONDNESS));
    }
    return draws.pick(merchants.within(city, category));
  }

  private List<Merchant> getToKnow(List<Merchant> choices) {
    return Stream.generate(() -> draws.pick(choices)).limit(CUMULATIVE_FONDNESS.length).toList();
  }
}
