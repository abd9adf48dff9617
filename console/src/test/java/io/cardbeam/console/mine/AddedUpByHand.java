package io.cardbeam.console.mine;

import io.cardbeam.console.mine.CardsOnTrial.Asked;
import io.cardbeam.console.mine.CardsOnTrial.Line;
import io.cardbeam.console.mine.CardsOnTrial.Trial;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the books should say of a card, the slow and obvious way. */
final class AddedUpByHand {
  private static final Duration HOLD = Duration.ofDays(7);

  private final Trial card;
  private final Instant now;

  AddedUpByHand(Trial card, Instant now) {
    this.card = card;
    this.now = now;
  }

  /** An entry of the list. */
  record Entry(Line line, String state) {}

  /** Balance, pending, credits that are pending, held: by currency. */
  Map<String, List<Long>> accounts() {
    Map<String, List<Long>> all = new TreeMap<>();
    for (String currency : currencies()) {
      long balance = 0;
      long pending = 0;
      long credits = 0;
      for (Line line : card.lines()) {
        if (line.currency().equals(currency)) {
          if (!line.postedFrom().isAfter(now)) {
            balance += line.signedMinor();
          } else if (line.signedMinor() > 0) {
            pending += line.signedMinor();
          } else {
            credits -= line.signedMinor();
          }
        }
      }
      long held = 0;
      for (Entry hold : holds()) {
        held += hold.line().currency().equals(currency) ? hold.line().minor() : 0;
      }
      boolean isUsed = card.lines().stream().anyMatch(line -> line.currency().equals(currency));
      if (isUsed || held > 0) {
        all.put(currency, List.of(balance, pending, credits, held));
      }
    }
    return all;
  }

  private Set<String> currencies() {
    Set<String> all = new TreeSet<>();
    card.lines().forEach(line -> all.add(line.currency()));
    card.asked().forEach(asked -> all.add(asked.currency()));
    return all;
  }

  private List<Entry> holds() {
    List<Entry> holds = new ArrayList<>();
    for (Asked asked : card.asked()) {
      long left = asked.minor();
      for (Line purchase : asked.purchases()) {
        left -= purchase.minor();
      }
      for (Line reversal : asked.reversals()) {
        left -= reversal.postedFrom().isAfter(now) ? 0 : reversal.minor();
      }
      boolean isOpen =
          asked.outcome().equals("APPROVED") && asked.time().plus(HOLD).isAfter(now) && left > 0;
      if (isOpen) {
        holds.add(
            new Entry(
                new Line(
                    "HOLD",
                    asked.key(),
                    asked.time(),
                    now,
                    asked.currency(),
                    left,
                    left,
                    asked.merchantName(),
                    asked.category(),
                    ""),
                "held"));
      }
    }
    return holds;
  }

  /** The list that a query finds, as kind and key. */
  List<String> transactions(TransactionQuery query) {
    List<Entry> all = new ArrayList<>(holds());
    for (Line line : card.lines()) {
      all.add(new Entry(line, line.postedFrom().isAfter(now) ? "pending" : "posted"));
    }
    return all.stream()
        .filter(e -> query.search().isEmpty() || isFound(e.line(), query.search().get()))
        .filter(e -> query.state().isEmpty() || e.state().equals(query.state().get().text()))
        .filter(
            e -> query.category().isEmpty() || e.line().category().equals(query.category().get()))
        .filter(e -> query.from().isEmpty() || !e.line().time().isBefore(query.from().get()))
        .filter(e -> query.to().isEmpty() || e.line().time().isBefore(query.to().get()))
        .sorted(
            Comparator.comparing((Entry e) -> e.line().time())
                .thenComparing(e -> e.line().kind())
                .thenComparing(e -> e.line().key())
                .thenComparing(e -> e.line().currency())
                .reversed())
        .map(e -> e.line().kind() + " " + e.line().key() + " " + e.state())
        .toList();
  }

  private static boolean isFound(Line line, String search) {
    String part = search.toLowerCase(Locale.ROOT);
    int digits = line.currency().equals("JPY") ? 0 : 2;
    boolean isAmount =
        search.matches("[0-9]+(\\.[0-9]+)?")
            && new BigDecimal(search).compareTo(BigDecimal.valueOf(line.minor(), digits)) == 0;
    return isAmount
        || line.merchant().toLowerCase(Locale.ROOT).contains(part)
        || line.category().replace('_', ' ').contains(part)
        || line.method().toLowerCase(Locale.ROOT).contains(part);
  }

  /** Purchases and what was given back in a month, minor units. */
  List<Long> spent(YearMonth month, String currency, Optional<String> category) {
    long purchases = 0;
    long givenBack = 0;
    for (Line line : spending(currency, category)) {
      if (YearMonth.from(line.time().atOffset(ZoneOffset.UTC)).equals(month)) {
        if (line.kind().equals("PURCHASE")) {
          purchases += line.minor();
        } else {
          givenBack -= line.signedMinor();
        }
      }
    }
    return List.of(purchases, givenBack);
  }

  private List<Line> spending(String currency, Optional<String> category) {
    return card.lines().stream()
        .filter(line -> line.currency().equals(currency) && isSpending(line))
        .filter(line -> category.isEmpty() || category.get().equals(line.category()))
        .toList();
  }

  /** Of a refund without its purchase the category is empty. */
  private static boolean isSpending(Line line) {
    return !line.kind().matches("PAYMENT|PAYMENT_RETURNED|LATE_FEE|INTEREST");
  }

  /** The usual of a month; empty if there is nothing to compare with. */
  Optional<Long> usual(YearMonth month, String currency, Optional<String> category) {
    Instant first =
        card.lines().stream()
            .filter(line -> line.kind().equals("PURCHASE") && line.currency().equals(currency))
            .map(Line::time)
            .min(Comparator.naturalOrder())
            .orElse(Instant.MAX);
    Instant start = Spending.start(month);
    Instant end = Spending.start(month.plusMonths(1));
    Duration elapsed = Duration.between(start, now.isBefore(end) ? now : end);
    List<Long> sums = new ArrayList<>();
    for (int back = 1; back <= 3; back++) {
      YearMonth before = month.minusMonths(back);
      Instant from = Spending.start(before);
      if (first.isBefore(from)) {
        Instant to = from.plus(elapsed);
        Instant over = Spending.start(before.plusMonths(1));
        Instant until = to.isBefore(over) ? to : over;
        sums.add(
            spending(currency, category).stream()
                .filter(line -> !line.time().isBefore(from) && line.time().isBefore(until))
                .mapToLong(Line::signedMinor)
                .sum());
      }
    }
    return sums.isEmpty()
        ? Optional.empty()
        : Optional.of(
            BigDecimal.valueOf(sums.stream().mapToLong(Long::longValue).sum())
                .divide(BigDecimal.valueOf(sums.size()), 0, RoundingMode.HALF_UP)
                .longValueExact());
  }
}
