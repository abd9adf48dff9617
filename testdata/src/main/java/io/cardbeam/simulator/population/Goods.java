package io.cardbeam.simulator.population;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What merchants of each category sell. */
public final class Goods {
  private final PerCategory<List<String>> byCategory = PerCategory.of(c -> new ArrayList<>());

  public Goods() {
    for (String line : WordList.read("items.csv")) {
      int comma = line.indexOf(',');
      Category category = Category.valueOf(line.substring(0, comma).toUpperCase(Locale.ROOT));
      byCategory.get(category).add(line.substring(comma + 1));
    }
  }

  /** Names of the goods; at least one. */
  public List<String> of(Category category) {
    return Collections.unmodifiableList(byCategory.get(category));
  }
}
