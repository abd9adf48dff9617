package io.cardbeam.console.live;

import io.cardbeam.console.live.Figures.Authenticity;
import io.cardbeam.console.live.History.Named;
import io.cardbeam.console.live.RequestsOnTrial.Asked;
import io.cardbeam.event.Outcome;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The history of a list of requests, each figure by a pass of its own. */
final class CountedByHand {
  private CountedByHand() {}

  static History history(
      List<Asked> all, HistoryRange range, HistoryFilters filters, HistoryRange.Extent extent) {
    List<Asked> asked =
        all.stream()
            .filter(a -> !a.time().isBefore(range.from()) && a.time().isBefore(range.to()))
            .filter(a -> isIn(filters, a))
            .toList();
    List<Figures> points = new ArrayList<>();
    Instant start = range.from().truncatedTo(unit(range.step()));
    for (; start.isBefore(range.to()); start = start.plus(range.step().length())) {
      Instant from = start;
      Instant to = start.plus(range.step().length());
      points.add(figures(asked, a -> !a.time().isBefore(from) && a.time().isBefore(to)));
    }
    return new History(
        range,
        Optional.of(extent),
        figures(asked, a -> true),
        points,
        named(asked, Asked::state),
        filters.state().isPresent() ? named(asked, Asked::city) : List.of(),
        named(asked, Asked::category),
        IntStream.range(0, 24)
            .mapToObj(h -> figures(asked, a -> a.time().atZone(ZoneOffset.UTC).getHour() == h))
            .toList(),
        true);
  }

  private static ChronoUnit unit(HistoryStep step) {
    return switch (step) {
      case MINUTE -> ChronoUnit.MINUTES;
      case HOUR -> ChronoUnit.HOURS;
      case DAY -> ChronoUnit.DAYS;
    };
  }

  private static boolean isIn(HistoryFilters filters, Asked asked) {
    return filters.state().map(asked.state()::equals).orElse(true)
        && filters.city().map(asked.city()::equals).orElse(true)
        && filters.category().map(asked.category()::equals).orElse(true)
        && filters.outcome().map(o -> o == asked.outcome()).orElse(true)
        && filters
            .merchant()
            .map(m -> m.equals(asked.merchantId()) || m.equals(asked.merchantName()))
            .orElse(true);
  }

  private static List<Named> named(List<Asked> asked, Function<Asked, String> name) {
    return asked.stream()
        .map(name)
        .distinct()
        .map(one -> new Named(one, figures(asked, a -> name.apply(a).equals(one))))
        .sorted(
            Comparator.comparing((Named n) -> -n.figures().requests()).thenComparing(Named::name))
        .toList();
  }

  private static Figures figures(List<Asked> all, Predicate<Asked> which) {
    List<Asked> asked = all.stream().filter(which).toList();
    Map<String, BigInteger> approved = new TreeMap<>();
    for (Asked one : asked) {
      if (one.outcome() == Outcome.APPROVED) {
        approved.merge(one.currency(), BigInteger.valueOf(one.minor()), BigInteger::add);
      }
    }
    return new Figures(
        count(asked, a -> a.outcome() == Outcome.APPROVED),
        count(asked, a -> a.outcome() == Outcome.REFERRED),
        count(asked, a -> a.outcome() == Outcome.DECLINED),
        new Authenticity(
            count(asked, a -> a.label().equals(Optional.of(false))),
            count(asked, a -> a.label().equals(Optional.of(true)))),
        new Authenticity(
            count(asked, a -> a.label().isEmpty() && a.probability() < 0.5),
            count(asked, a -> a.label().isEmpty() && a.probability() >= 0.5)),
        approved);
  }

  private static long count(List<Asked> asked, Predicate<Asked> which) {
    return asked.stream().filter(which).count();
  }
}
