package io.cardbeam.simulator.population;

import io.cardbeam.simulator.draw.CumulativeWeights;
import io.cardbeam.simulator.draw.Draws;
import java.util.ArrayList;
import java.util.List;

/** The built-in table of cities, and choices from it. */
public final class Cities {
  private static final List<City> ALL = load();

  // Weighed by the root of the population: big cities lead, and small towns still occur.
  private static final double[] WEIGHTS =
      CumulativeWeights.of(ALL, city -> StrictMath.sqrt(city.population()));

  private Cities() {}

  /** Every city, in the order of {@link City#index}. */
  public static List<City> all() {
    return ALL;
  }

  /** A city to live in. */
  public static City draw(Draws draws) {
    return ALL.get(draws.weighted(WEIGHTS));
  }

  /** A city at least this many kilometres away; there is one for any city up to 3,000. */
  public static City drawBeyond(City from, double kilometres, Draws draws) {
    List<City> far =
        ALL.stream().filter(c -> c.centre().kilometresTo(from.centre()) >= kilometres).toList();
    return draws.pick(far);
  }

  private static List<City> load() {
    List<City> cities = new ArrayList<>();
    for (String line : WordList.read("cities.csv")) {
      String[] field = line.split(",", -1);
      cities.add(
          new City(
              cities.size(),
              field[0],
              field[1],
              field[2],
              Double.parseDouble(field[3]),
              Double.parseDouble(field[4]),
              Integer.parseInt(field[5])));
    }
    return List.copyOf(cities);
  }
}
