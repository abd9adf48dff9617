package io.cardbeam.feature;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.event.Outcome;
import io.cardbeam.text.StableHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The features the slow, obvious way: from the whole list of a card's requests, each time again.
 */
final class SlowFeatures {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final double HALF_LIFE = 90.0 * DAY;

  private record Past(AuthorizationRequest request, AuthorizationDecision decision, boolean fresh) {
    long time() {
      return request.getEventTime().toEpochMilli();
    }

    double amount() {
      return request.getAmountMinor();
    }

    double logOdds() {
      Float logOdds = decision.getPatternLogOdds();
      return logOdds == null ? Double.NaN : Math.max(-12, Math.min(12, logOdds));
    }
  }

  /** Requests of one instant stand in the order of their ids' hashes. */
  private static final Comparator<Past> IN_THE_PROFILE =
      Comparator.comparingLong(Past::time)
          .thenComparingLong(p -> StableHash.of(p.request.getRequestId()));

  private final List<Past> past = new ArrayList<>();
  private final Map<String, Long> confirmed = new HashMap<>();

  void add(AuthorizationRequest request, AuthorizationDecision decision) {
    past.add(new Past(request, decision, isNew(request)));
  }

  void find(FraudFinding finding) {
    if (finding.getVerdict() == FindingVerdict.FRAUD) {
      confirmed.putIfAbsent(finding.getRequestId(), finding.getEventTime().toEpochMilli());
    } else {
      confirmed.remove(finding.getRequestId());
    }
  }

  private boolean isNew(AuthorizationRequest request) {
    return past.stream().noneMatch(p -> p.request.getMerchantId().equals(request.getMerchantId()));
  }

  Map<String, Double> of(AuthorizationRequest request, int rank, double homeLat, double homeLon) {
    long now = request.getEventTime().toEpochMilli();
    double amount = request.getAmountMinor();
    CategoryNorm norm = Reference.standard().norm(request.getCategory());
    Predicate<Past> same = p -> p.request.getCategory().equals(request.getCategory());
    Predicate<Past> any = p -> true;
    Map<String, Double> f = new HashMap<>();
    f.put("amount_minor", amount);
    f.put("amount_norm_deviation", (Math.log(amount) - norm.meanLog()) / norm.deviationLog());
    double weight = weight(now, same);
    double mean = mean(now, same);
    double total = weight + 5;
    double usual = ((weight == 0 ? 0 : weight * mean) + 5 * norm.meanLog()) / total;
    double variance =
        ((weight == 0 ? 0 : weight * variance(now, same))
                + 5 * norm.deviationLog() * norm.deviationLog())
            / total;
    f.put("amount_deviation", (Math.log(amount) - usual) / Math.max(0.2, Math.sqrt(variance)));
    f.put("amount_ratio", amount / Math.exp(mean));
    f.put("amount_over_most", amount / extreme(same, 1));
    f.put("amount_over_least", amount / -extreme(same, -1));
    f.put(
        "amount_overall_deviation",
        weightAtNewest(any) <= 1
            ? Double.NaN
            : (Math.log(amount) - mean(now, any)) / Math.max(0.2, Math.sqrt(variance(now, any))));
    f.put("category_rank", rank < 0 ? Double.NaN : rank);
    f.put("online", request.getChannel() == Channel.ONLINE ? 1.0 : 0);
    f.put("category_requests", weight);
    f.put("category_share", weight / weight(now, any));
    f.put("hour", (now % DAY) / (double) HOUR);
    int hour = (int) (now / HOUR % 24);
    f.put("hour_share", hours(now, h -> h == hour));
    f.put("hour_share_3h", hours(now, h -> (h - hour + 25) % 24 <= 2));
    f.put("night_share", hours(now, h -> h >= 22 || h < 4));
    windows(f, now, same);
    travel(f, request, now, homeLat, homeLon);
    f.put("new_merchant", isNew(request) ? 1.0 : 0);
    double days = past.isEmpty() ? 0 : (now - past.get(0).time()) / (double) DAY;
    double decayedDays = 90 / Math.log(2) * (1 - Math.pow(0.5, days / 90));
    double aDay = days < 1 ? Double.NaN : weight(now, any) / decayedDays;
    f.put("pace_24h", count(now, DAY, any) / aDay);
    f.put("pace_7d", count(now, 7 * DAY, any) / (7 * aDay));
    f.put("sum_24h_ratio", sum(now, DAY, Past::amount, any) / Math.exp(mean(now, any)));
    suspicions(f, now);
    f.put("confirmed_frauds", (double) confirmed.size());
    f.put(
        "days_since_confirmed",
        confirmed.isEmpty()
            ? Double.NaN
            : (now - Collections.max(confirmed.values())) / (double) DAY);
    f.put("requests", weight(now, any));
    return f;
  }

  private void windows(Map<String, Double> f, long now, Predicate<Past> same) {
    Predicate<Past> any = p -> true;
    OptionalDouble since =
        in(now, 7 * DAY, any).stream().mapToDouble(p -> (now - p.time()) / (double) MINUTE).min();
    f.put("minutes_since_request", since.orElse(Double.NaN));
    f.put("requests_10min", count(now, 10 * MINUTE, any));
    f.put("requests_1h", count(now, HOUR, any));
    f.put("requests_24h", count(now, DAY, any));
    f.put("requests_7d", count(now, 7 * DAY, any));
    f.put("small_requests_30min", count(now, 30 * MINUTE, p -> p.amount() <= 500));
    f.put("declined_24h", count(now, DAY, p -> p.decision.getOutcome() == Outcome.DECLINED));
    f.put("sum_1h", sum(now, HOUR, Past::amount, any));
    f.put("sum_24h", sum(now, DAY, Past::amount, any));
    f.put("sum_7d", sum(now, 7 * DAY, Past::amount, any));
    f.put("most_1h", most(now, HOUR, Past::amount, 0));
    f.put("most_24h", most(now, DAY, Past::amount, 0));
    f.put("most_7d", most(now, 7 * DAY, Past::amount, 0));
    f.put("category_sum_24h", sum(now, DAY, Past::amount, same));
    f.put("new_merchants_1h", count(now, HOUR, p -> p.fresh));
  }

  private void travel(
      Map<String, Double> f, AuthorizationRequest request, long now, double lat, double lon) {
    boolean placed = request.getMerchantLatitude() != null;
    f.put(
        "home_km",
        placed
            ? Distance.km(lat, lon, request.getMerchantLatitude(), request.getMerchantLongitude())
            : Double.NaN);
    List<Past> inPerson =
        in(
            now,
            7 * DAY,
            p ->
                p.request.getChannel() != Channel.ONLINE
                    && p.request.getMerchantLatitude() != null);
    boolean travels = placed && request.getChannel() != Channel.ONLINE && !inPerson.isEmpty();
    Past last = inPerson.isEmpty() ? null : inPerson.get(inPerson.size() - 1);
    double km =
        !travels || last == null
            ? Double.NaN
            : Distance.km(
                last.request.getMerchantLatitude(),
                last.request.getMerchantLongitude(),
                request.getMerchantLatitude(),
                request.getMerchantLongitude());
    double minutes = last == null ? Double.NaN : (now - last.time()) / (double) MINUTE;
    f.put("travel_km", km);
    f.put("travel_kmh", km / Math.max(minutes, 1) * 60);
  }

  private void suspicions(Map<String, Double> f, long now) {
    List<Past> week = in(now, 7 * DAY, p -> !Double.isNaN(p.logOdds()));
    int size = week.size();
    f.put("last_log_odds", size < 1 ? Double.NaN : week.get(size - 1).logOdds());
    f.put("second_last_log_odds", size < 2 ? Double.NaN : week.get(size - 2).logOdds());
    f.put("most_log_odds_1h", most(now, HOUR, Past::logOdds, Double.NaN));
    f.put("most_log_odds_24h", most(now, DAY, Past::logOdds, Double.NaN));
    f.put("most_log_odds_3d", most(now, 3 * DAY, Past::logOdds, Double.NaN));
    f.put("most_log_odds_7d", most(now, 7 * DAY, Past::logOdds, Double.NaN));
    Predicate<Past> scored = p -> !Double.isNaN(p.logOdds());
    Predicate<Past> high = p -> p.logOdds() > 0;
    ToDoubleFunction<Past> probability = p -> 1 / (1 + Math.exp(-p.logOdds()));
    f.put("mean_log_odds_24h", sum(now, DAY, Past::logOdds, scored) / count(now, DAY, scored));
    f.put(
        "mean_log_odds_3d", sum(now, 3 * DAY, Past::logOdds, scored) / count(now, 3 * DAY, scored));
    f.put("expected_frauds_24h", sum(now, DAY, probability, scored));
    f.put("expected_frauds_3d", sum(now, 3 * DAY, probability, scored));
    f.put("suspected_24h", count(now, DAY, high));
    f.put("suspected_before_7d", past.stream().filter(high).count() - count(now, 7 * DAY, high));
    OptionalDouble lastHigh =
        past.stream().filter(high).filter(p -> p.time() < now).mapToDouble(Past::time).max();
    f.put(
        "hours_since_suspected",
        lastHigh.isPresent() ? (now - lastHigh.getAsDouble()) / HOUR : Double.NaN);
  }

  private List<Past> in(long now, long window, Predicate<Past> which) {
    return past.stream()
        .filter(p -> p.time() >= now - window && p.time() < now)
        .filter(which)
        .sorted(IN_THE_PROFILE)
        .toList();
  }

  private double count(long now, long window, Predicate<Past> which) {
    return in(now, window, which).size();
  }

  private double sum(long now, long window, ToDoubleFunction<Past> what, Predicate<Past> which) {
    return in(now, window, which).stream().mapToDouble(what).sum();
  }

  private double most(long now, long window, ToDoubleFunction<Past> what, double none) {
    return in(now, window, p -> !Double.isNaN(what.applyAsDouble(p))).stream()
        .mapToDouble(what)
        .max()
        .orElse(none);
  }

  private double extreme(Predicate<Past> which, int sign) {
    return past.stream().filter(which).mapToDouble(p -> sign * p.amount()).max().orElse(Double.NaN);
  }

  private static double decay(double elapsed) {
    return Math.pow(0.5, elapsed / HALF_LIFE);
  }

  private double weight(long now, Predicate<Past> which) {
    return past.stream().filter(which).mapToDouble(p -> decay((double) (now - p.time()))).sum();
  }

  private double weightAtNewest(Predicate<Past> which) {
    return past.isEmpty() ? 0 : weight(past.get(past.size() - 1).time(), which);
  }

  private double mean(long now, Predicate<Past> which) {
    return past.stream()
            .filter(which)
            .mapToDouble(p -> decay((double) (now - p.time())) * Math.log(p.amount()))
            .sum()
        / weight(now, which);
  }

  private double variance(long now, Predicate<Past> which) {
    double mean = mean(now, which);
    return past.stream()
            .filter(which)
            .mapToDouble(
                p -> decay((double) (now - p.time())) * Math.pow(Math.log(p.amount()) - mean, 2))
            .sum()
        / weight(now, which);
  }

  private double hours(long now, Predicate<Integer> which) {
    return weight(now, p -> which.test((int) (p.time() / HOUR % 24))) / weight(now, p -> true);
  }
}
