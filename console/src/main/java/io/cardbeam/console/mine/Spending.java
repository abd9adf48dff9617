package io.cardbeam.console.mine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.Json;
import io.cardbeam.credit.InterestRate;
import io.cardbeam.money.MinorUnits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was spent by month and category, beside what is usual. Months are those of UTC; an amount
 * counts in the month that it was bought, refunded, disputed or decided in, under the category of
 * its purchase; under an empty one where that is not in the books. The usual of a month is the mean
 * of up to {@value #COMPARED} months before it, each up to the same moment after its beginning, so
 * that a month that is not over is compared with as much of the others; months that the card was
 * not used from the beginning of are left out.
 */
final class Spending {
  /** How many months before are compared with. */
  static final int COMPARED = 3;

  /** Most categories of an answer, those with the most spent; the total has all. */
  static final int MAX_CATEGORIES = 100;

  private final SpendingQuery query;
  private final String currency;
  private final Instant now;
  private final List<YearMonth> compared;
  private final Map<String, Map<YearMonth, Sums>> byCategory = new TreeMap<>();

  /**
   * What was spent in a month; minor units.
   *
   * @param purchases all of it
   * @param givenBack refunds and disputes, less what was taken back of these
   * @param early of the difference, what came up to the moment that is compared
   */
  record Sums(long purchases, long givenBack, long early) {
    static final Sums NONE = new Sums(0, 0, 0);

    Sums plus(Sums other) {
      return new Sums(
          Math.addExact(purchases, other.purchases),
          Math.addExact(givenBack, other.givenBack),
          Math.addExact(early, other.early));
    }
  }

  /**
   * Nothing yet.
   *
   * @param firstUse when the card was first used in this currency; empty if it was not
   */
  Spending(SpendingQuery query, String currency, Instant now, Optional<Instant> firstUse) {
    this.query = query;
    this.currency = currency;
    this.now = now;
    this.compared = new ArrayList<>();
    for (int back = COMPARED; back > 0; back--) {
      YearMonth month = query.month().minusMonths(back);
      if (firstUse.isPresent() && firstUse.get().isBefore(start(month))) {
        compared.add(month);
      }
    }
  }

  /** First instant of a month. */
  static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /** The first month that is looked at. */
  static YearMonth firstLookedAt(SpendingQuery query) {
    YearMonth before = query.month().minusMonths(COMPARED);
    return before.isBefore(query.first()) ? before : query.first();
  }

  /** How much of each month is compared. */
  static Duration elapsed(SpendingQuery query, Instant now) {
    Instant end = start(query.month().plusMonths(1));
    return Duration.between(start(query.month()), now.isBefore(end) ? now : end);
  }

  /** Adds to a month. */
  void add(YearMonth month, String category, Sums sums) {
    byCategory.computeIfAbsent(category, c -> new TreeMap<>()).merge(month, sums, Sums::plus);
  }

  /** As the page reads it. */
  ObjectNode json(List<String> currencies) {
    ObjectNode node = Json.object().put("currency", currency);
    ArrayNode all = node.putArray("currencies");
    currencies.forEach(all::add);
    node.put("month", query.month().toString())
        .put("until", start(query.month()).plus(elapsed(query, now)).toString())
        .put("compared_months", compared.size());
    Map<YearMonth, Sums> total = new TreeMap<>();
    byCategory
        .values()
        .forEach(months -> months.forEach((month, sums) -> total.merge(month, sums, Sums::plus)));
    put(total, node.putObject("total"));
    List<Map.Entry<String, Map<YearMonth, Sums>>> ordered =
        byCategory.entrySet().stream()
            .sorted(
                Comparator.comparingLong(
                        (Map.Entry<String, Map<YearMonth, Sums>> one) -> -spent(one.getValue()))
                    .thenComparing(Map.Entry::getKey))
            .toList();
    ArrayNode categories = node.putArray("categories");
    ordered.stream()
        .limit(MAX_CATEGORIES)
        .forEach(one -> put(one.getValue(), categories.addObject().put("category", one.getKey())));
    return node.put("complete", ordered.size() <= MAX_CATEGORIES);
  }

  /** What was bought in the month that is asked for. */
  private long spent(Map<YearMonth, Sums> months) {
    return months.getOrDefault(query.month(), Sums.NONE).purchases();
  }

  private void put(Map<YearMonth, Sums> of, ObjectNode node) {
    ArrayNode months = node.putArray("months");
    for (int i = 0; i < query.months(); i++) {
      YearMonth month = query.first().plusMonths(i);
      Sums sums = of.getOrDefault(month, Sums.NONE);
      months
          .addObject()
          .put("month", month.toString())
          .put("purchases", MinorUnits.decimal(sums.purchases(), currency))
          .put("given_back", MinorUnits.decimal(sums.givenBack(), currency))
          .put("spent", MinorUnits.decimal(sums.purchases() - sums.givenBack(), currency));
    }
    usual(of).ifPresent(usual -> node.put("usual", MinorUnits.decimal(usual, currency)));
  }

  private Optional<Long> usual(Map<YearMonth, Sums> of) {
    if (compared.isEmpty()) {
      return Optional.empty();
    }
    long sum = 0;
    for (YearMonth month : compared) {
      sum = Math.addExact(sum, of.getOrDefault(month, Sums.NONE).early());
    }
    return Optional.of(
        BigDecimal.valueOf(sum)
            .divide(BigDecimal.valueOf(compared.size()), 0, InterestRate.ROUNDING)
            .longValueExact());
  }
}
