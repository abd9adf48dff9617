package io.cardbeam.simulator.population;

import io.cardbeam.simulator.draw.Draws;
import io.cardbeam.simulator.draw.Seed;
import java.util.ArrayList;
import java.util.List;

/**
 * Every merchant there is: in each city and category a few local ones and a branch of a chain, and
 * for the categories on the net some that serve everybody.
 */
public final class Merchants {
  private static final int LOCAL_PER_CITY = 3;
  private static final int CHAINS_PER_CATEGORY = 6;
  private static final int BRANCHES_PER_CITY = 2;
  private static final int ONLINE_PER_CATEGORY = 60;

  /** Farthest counter from a city's centre, kilometres north or east. */
  private static final double CITY_REACH_KM = 6;

  private final List<PerCategory<List<Merchant>>> atCounters = new ArrayList<>();
  private final PerCategory<List<Merchant>> online;

  /** The merchants of a seed. */
  public Merchants(Seed seed) {
    Draws draws = new Draws(seed.branch("merchants"));
    MerchantNames names = new MerchantNames();
    online = PerCategory.of(c -> c.online() ? seats(c, names, draws) : List.of());
    PerCategory<List<String>> chains =
        PerCategory.of(c -> names(CHAINS_PER_CATEGORY, names, draws));
    for (City city : Cities.all()) {
      atCounters.add(
          PerCategory.of(
              c -> c.online() ? List.of() : counters(city, c, chains.get(c), names, draws)));
    }
  }

  /** Where somebody in this city can buy this: the city's counters, or everything on the net. */
  public List<Merchant> within(City city, Category category) {
    return category.online() ? online.get(category) : atCounters.get(city.index()).get(category);
  }

  private static List<Merchant> seats(Category category, MerchantNames names, Draws draws) {
    List<Merchant> merchants = new ArrayList<>();
    for (String name : names(ONLINE_PER_CATEGORY, names, draws)) {
      merchants.add(merchant(name, category, Cities.draw(draws), draws));
    }
    return List.copyOf(merchants);
  }

  private static List<Merchant> counters(
      City city, Category category, List<String> chains, MerchantNames names, Draws draws) {
    List<Merchant> merchants = new ArrayList<>();
    for (String name : names(LOCAL_PER_CITY, names, draws)) {
      merchants.add(merchant(name, category, city, draws));
    }
    int firstChain = draws.between(0, chains.size() - 1);
    for (int i = 0; i < BRANCHES_PER_CITY; i++) {
      String chain = chains.get((firstChain + i) % chains.size());
      merchants.add(merchant(chain, category, city, draws));
    }
    return List.copyOf(merchants);
  }

  private static List<String> names(int count, MerchantNames names, Draws draws) {
    List<String> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drawn.add(names.draw(draws));
    }
    return drawn;
  }

  private static Merchant merchant(String name, Category category, City city, Draws draws) {
    double north = draws.uniform(-CITY_REACH_KM, CITY_REACH_KM);
    double east = draws.uniform(-CITY_REACH_KM, CITY_REACH_KM);
    Place place = city.centre().shifted(north, east);
    return new Merchant(MerchantNames.id(name), name, category, place);
  }
}
