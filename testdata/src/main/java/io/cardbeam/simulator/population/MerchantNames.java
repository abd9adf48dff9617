package io.cardbeam.simulator.population;

import io.cardbeam.simulator.draw.Draws;
import io.cardbeam.text.StableHash;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names of firms, no two alike. Some hold commas, as the names in Kaggle's data do. */
final class MerchantNames {
  /** Draws before a free name must have been found; the names number millions. */
  private static final int MAX_DRAWS = 1000;

  private final List<String> surnames = WordList.read("surnames.txt");
  private final Set<String> taken = new HashSet<>();

  String draw(Draws draws) {
    for (int i = 0; i < MAX_DRAWS; i++) {
      String name = candidate(draws);
      if (taken.add(name)) {
        return name;
      }
    }
    throw new IllegalStateException("no free name of a firm in " + MAX_DRAWS + " draws");
  }

  /** The id that readers of files derive from a name, so that both know a merchant by the same. */
  static String id(String name) {
    return StableHash.id(name);
  }

  private String candidate(Draws draws) {
    String first = draws.pick(surnames);
    String second = draws.pick(surnames);
    return switch (draws.between(0, 5)) {
      case 0 -> first + " and Sons";
      case 1 -> first + "-" + second;
      case 2 -> first + " & " + second;
      case 3 -> first + ", " + second + " and " + draws.pick(surnames);
      case 4 -> first + " " + second + " Inc";
      default -> first + " " + second + " LLC";
    };
  }
}
