package io.cardbeam.simulator;

import io.cardbeam.event.PurchaseItem;
import io.cardbeam.simulator.draw.Draws;
import io.cardbeam.simulator.population.Category;
import io.cardbeam.simulator.population.Goods;
import java.util.ArrayList;
import java.util.List;

/** What a purchase consists of. */
final class ItemCatalogue {
  private static final int MAX_LINES = 5;
  private static final int MAX_QUANTITY = 3;
  private static final double LEAST_SHARE = 0.1;
  private static final double MOST_SHARE = 0.6;

  private final Goods goods = new Goods();

  /**
   * Lines of a purchase, each of another good, which add up to its amount.
   *
   * @param amountMinor cents, above 0
   */
  List<PurchaseItem> items(Category category, long amountMinor, Draws draws) {
    List<String> names = goods.of(category);
    int lines = draws.between(1, Math.min(MAX_LINES, names.size()));
    int first = draws.between(0, names.size() - 1);
    List<PurchaseItem> items = new ArrayList<>(lines);
    long leftMinor = amountMinor;
    for (int i = 0; i < lines - 1; i++) {
      int quantity = draws.between(1, MAX_QUANTITY);
      long unitMinor = (long) (leftMinor * draws.uniform(LEAST_SHARE, MOST_SHARE)) / quantity;
      if (unitMinor > 0) {
        items.add(new PurchaseItem(names.get((first + i) % names.size()), quantity, unitMinor));
        leftMinor -= quantity * unitMinor;
      }
    }
    items.add(new PurchaseItem(names.get((first + lines - 1) % names.size()), 1, leftMinor));
    return items;
  }
}
