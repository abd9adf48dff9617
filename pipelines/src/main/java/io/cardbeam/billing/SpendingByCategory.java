package io.cardbeam.billing;

import io.cardbeam.credit.InterestRate;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Purchases of a cycle by category, beside the mean of the cycles before. */
final class SpendingByCategory {
  /** How many cycles before are looked at. */
  static final int CYCLES_BEFORE = 3;

  private static final Comparator<CategorySpending> ORDER =
      Comparator.comparingLong(CategorySpending::amountMinor)
          .reversed()
          .thenComparing(CategorySpending::category);

  private SpendingByCategory() {}

  /** Of what was posted now, and in each cycle before; a category is there if either has it. */
  static List<CategorySpending> of(
      List<StatementLine> posted, Collection<List<StatementLine>> before) {
    Map<String, Long> usual = new TreeMap<>();
    before.forEach(lines -> add(lines, usual));
    Map<String, Long> now = new TreeMap<>();
    usual.keySet().forEach(category -> now.put(category, 0L));
    add(posted, now);
    return now.entrySet().stream()
        .map(
            one ->
                new CategorySpending(
                    one.getKey(),
                    one.getValue(),
                    mean(usual.getOrDefault(one.getKey(), 0L), before.size())))
        .sorted(ORDER)
        .toList();
  }

  private static void add(List<StatementLine> lines, Map<String, Long> sums) {
    for (StatementLine line : lines) {
      if (line.type() == TransactionType.PURCHASE) {
        sums.merge(line.category(), line.amountMinor(), Math::addExact);
      }
    }
  }

  private static long mean(long sumMinor, int cycles) {
    return cycles == 0
        ? 0
        : BigDecimal.valueOf(sumMinor)
            .divide(BigDecimal.valueOf(cycles), 0, InterestRate.ROUNDING)
            .longValueExact();
  }
}
