package io.cardbeam.feature;

import io.cardbeam.profile.StableHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every feature, declared once: training, serving and rules get name, meaning and value from here.
 * The order is that of the arrays of values. A model names the {@link #hash} of the list that it
 * was trained on and is refused under another, so a feature is never changed in silence.
 *
 * <p>None of them is made of gender, age or name. Windows are {@code [t - w, t)} of event time.
 */
public final class FeatureList {
  private static final String REQUEST = "request";
  private static final String EVER = "since the card is known";
  private static final String DECAYED = "half-life 90 d";
  private static final String NEVER = "never";
  private static final String NO_HISTORY = "card has no requests yet";
  private static final String NEW_CATEGORY = "first request in the category";
  private static final String NONE_IN_7_DAYS = "no request in 7 d";
  private static final String NONE_SCORED = "no scored request in the window";

  private static final List<Feature> ALL = declare();

  /** How many there are. */
  public static final int SIZE = ALL.size();

  private static final String HASH =
      Long.toHexString(
          StableHash.of(ALL.stream().map(Feature::signature).collect(Collectors.joining("\n"))));

  private FeatureList() {}

  /** All of them, in order. */
  public static List<Feature> all() {
    return ALL;
  }

  /** Hash of names, meanings, units, windows and order: up to 16 hexadecimal digits. */
  public static String hash() {
    return HASH;
  }

  /** The feature of a name, if there is one. */
  public static Optional<Feature> named(String name) {
    return ALL.stream().filter(f -> f.name().equals(name)).findFirst();
  }

  private static List<Feature> declare() {
    Declaration list = new Declaration();
    amounts(list);
    categories(list);
    hours(list);
    pace(list);
    spending(list);
    places(list);
    suspicion(list);
    history(list);
    return List.copyOf(list.features);
  }

  private static void amounts(Declaration list) {
    list.theme = Theme.AMOUNT;
    list.add("amount_minor", "amount asked for", "minor units", REQUEST, NEVER, v -> v.amountMinor);
    list.add(
        "amount_norm_deviation",
        "ln(amount) above what is usual in the category for everybody, in deviations",
        "deviations",
        REQUEST,
        NEVER,
        v -> (v.logAmount - v.norm.meanLog()) / v.norm.deviationLog());
    list.add(
        "amount_deviation",
        "ln(amount) above the card's usual in the category, in the card's own deviations; the norm counts as 5 requests",
        "deviations",
        DECAYED,
        NEVER,
        v -> (v.logAmount - v.usualLog) / v.deviation);
    list.add(
        "amount_ratio",
        "amount as a multiple of the card's own geometric mean in the category",
        "ratio",
        DECAYED,
        NEW_CATEGORY,
        v ->
            v.inCategory.weight() == 0
                ? Double.NaN
                : v.amountMinor / StrictMath.exp(v.inCategory.meanLog()));
    list.add(
        "amount_over_most",
        "amount as a multiple of the card's largest in the category",
        "ratio",
        EVER,
        NEW_CATEGORY,
        v ->
            v.inCategory.weight() == 0
                ? Double.NaN
                : (double) v.amountMinor / v.inCategory.mostMinor());
    list.add(
        "amount_over_least",
        "amount as a multiple of the card's smallest in the category",
        "ratio",
        EVER,
        NEW_CATEGORY,
        v ->
            v.inCategory.weight() == 0
                ? Double.NaN
                : (double) v.amountMinor / v.inCategory.leastMinor());
    list.add(
        "amount_overall_deviation",
        "ln(amount) above the card's mean over all categories, in deviations of at least 0.2",
        "deviations",
        DECAYED,
        "card has fewer than 2 requests",
        v ->
            v.overall.weight() <= 1
                ? Double.NaN
                : (v.logAmount - v.overall.meanLog())
                    / Math.max(0.2, Math.sqrt(v.overall.variance())));
  }

  private static void categories(Declaration list) {
    list.theme = Theme.CATEGORY;
    list.add(
        "category_rank",
        "the model's own number of the category",
        "rank from 0",
        REQUEST,
        "category unknown to the model",
        v -> v.category < 0 ? Double.NaN : v.category);
    list.add(
        "online",
        "whether the card is used at a distance",
        "0 or 1",
        REQUEST,
        NEVER,
        v -> v.online ? 1 : 0);
    list.add(
        "category_requests",
        "the card's requests in the category",
        "requests",
        DECAYED,
        NEVER,
        v -> v.categoryWeight);
    list.add(
        "category_share",
        "share of the card's requests that are in the category",
        "0 to 1",
        DECAYED,
        NO_HISTORY,
        v -> v.overallWeight == 0 ? Double.NaN : v.categoryWeight / v.overallWeight);
  }

  private static void hours(Declaration list) {
    list.theme = Theme.HOUR;
    list.add("hour", "time of the day, UTC", "hours", REQUEST, NEVER, v -> v.hourOfDay);
    list.add(
        "hour_share",
        "share of the card's requests in this hour of the day",
        "0 to 1",
        DECAYED,
        NO_HISTORY,
        v -> v.hours.share(v.hour, 1));
    list.add(
        "hour_share_3h",
        "share of the card's requests in this hour of the day and beside it",
        "0 to 1",
        DECAYED,
        NO_HISTORY,
        v -> v.hours.share((v.hour + 23) % 24, 3));
    list.add(
        "night_share",
        "share of the card's requests from 22:00 to 03:59 UTC",
        "0 to 1",
        DECAYED,
        NO_HISTORY,
        v -> v.hours.share(22, 6));
  }

  private static void pace(Declaration list) {
    list.theme = Theme.PACE;
    list.add(
        "minutes_since_request",
        "time since the card's last request",
        "minutes",
        "7 d",
        NONE_IN_7_DAYS,
        v -> v.windows.minutesSince);
    list.add("requests_10min", "requests", "requests", "10 min", NEVER, v -> v.windows.count10Min);
    list.add("requests_1h", "requests", "requests", "1 h", NEVER, v -> v.windows.count1Hour);
    list.add("requests_24h", "requests", "requests", "24 h", NEVER, v -> v.windows.count24Hours);
    list.add("requests_7d", "requests", "requests", "7 d", NEVER, v -> v.windows.count7Days);
    list.add(
        "pace_24h",
        "requests in 24 h against the card's own in a day",
        "ratio",
        "24 h and half-life 90 d",
        "card is known for less than a day",
        v -> v.windows.count24Hours / v.requestsADay);
    list.add(
        "pace_7d",
        "requests in 7 d against the card's own in 7 days",
        "ratio",
        "7 d and half-life 90 d",
        "card is known for less than a day",
        v -> v.windows.count7Days / (7 * v.requestsADay));
    list.add(
        "small_requests_30min",
        "requests of at most 500 minor units",
        "requests",
        "30 min",
        NEVER,
        v -> v.windows.small30Min);
    list.add(
        "declined_24h",
        "declined requests",
        "requests",
        "24 h",
        NEVER,
        v -> v.windows.declined24Hours);
  }

  private static void spending(Declaration list) {
    list.theme = Theme.SPENDING;
    list.add(
        "sum_1h",
        "sum of the amounts asked for",
        "minor units",
        "1 h",
        NEVER,
        v -> v.windows.sum1Hour);
    list.add(
        "sum_24h",
        "sum of the amounts asked for",
        "minor units",
        "24 h",
        NEVER,
        v -> v.windows.sum24Hours);
    list.add(
        "sum_7d",
        "sum of the amounts asked for",
        "minor units",
        "7 d",
        NEVER,
        v -> v.windows.sum7Days);
    list.add(
        "most_1h",
        "largest amount asked for",
        "minor units",
        "1 h",
        NEVER,
        v -> v.windows.most1Hour);
    list.add(
        "most_24h",
        "largest amount asked for",
        "minor units",
        "24 h",
        NEVER,
        v -> v.windows.most24Hours);
    list.add(
        "most_7d",
        "largest amount asked for",
        "minor units",
        "7 d",
        NEVER,
        v -> v.windows.most7Days);
    list.add(
        "category_sum_24h",
        "sum of the amounts asked for in the category",
        "minor units",
        "24 h",
        NEVER,
        v -> v.windows.categorySum24Hours);
    list.add(
        "sum_24h_ratio",
        "sum of 24 h as a multiple of the card's geometric mean amount",
        "ratio",
        "24 h and half-life 90 d",
        NO_HISTORY,
        v ->
            v.overall.weight() == 0
                ? Double.NaN
                : v.windows.sum24Hours / StrictMath.exp(v.overall.meanLog()));
  }

  private static void places(Declaration list) {
    list.theme = Theme.PLACE;
    list.add(
        "new_merchant",
        "whether the card is new at the merchant, among the last 128 it knew",
        "0 or 1",
        EVER,
        NEVER,
        v -> v.newMerchant ? 1 : 0);
    list.add(
        "new_merchants_1h",
        "requests at merchants new to the card",
        "requests",
        "1 h",
        NEVER,
        v -> v.windows.newMerchants1Hour);
    list.add(
        "travel_km",
        "distance from the card's last request in person",
        "km",
        "7 d",
        "one of the two has no place",
        v -> v.windows.kmSince);
    list.add(
        "travel_kmh",
        "that distance by the time between, of at least a minute",
        "km/h",
        "7 d",
        "one of the two has no place",
        v -> v.windows.kmSince / Math.max(v.windows.kmMinutes, 1) * 60);
    list.add(
        "home_km",
        "distance from the cardholder's home",
        "km",
        REQUEST,
        "merchant or home has no place",
        v -> v.homeKm);
  }

  private static void suspicion(Declaration list) {
    list.theme = Theme.SUSPICION;
    list.addSuspicion(
        "last_log_odds",
        "first score of the card's last request",
        "log-odds",
        "7 d",
        NONE_SCORED,
        w -> w.lastLogOdds);
    list.addSuspicion(
        "second_last_log_odds",
        "first score of the request before the last",
        "log-odds",
        "7 d",
        NONE_SCORED,
        w -> w.secondLogOdds);
    list.addSuspicion(
        "most_log_odds_1h",
        "largest first score",
        "log-odds",
        "1 h",
        NONE_SCORED,
        w -> w.most1HourLogOdds);
    list.addSuspicion(
        "most_log_odds_24h",
        "largest first score",
        "log-odds",
        "24 h",
        NONE_SCORED,
        w -> w.most24HoursLogOdds);
    list.addSuspicion(
        "most_log_odds_3d",
        "largest first score",
        "log-odds",
        "3 d",
        NONE_SCORED,
        w -> w.most3DaysLogOdds);
    list.addSuspicion(
        "most_log_odds_7d",
        "largest first score",
        "log-odds",
        "7 d",
        NONE_SCORED,
        w -> w.most7DaysLogOdds);
    list.addSuspicion(
        "mean_log_odds_24h",
        "mean first score",
        "log-odds",
        "24 h",
        NONE_SCORED,
        w -> w.scored24Hours == 0 ? Double.NaN : w.logOdds24Hours / w.scored24Hours);
    list.addSuspicion(
        "mean_log_odds_3d",
        "mean first score",
        "log-odds",
        "3 d",
        NONE_SCORED,
        w -> w.scored3Days == 0 ? Double.NaN : w.logOdds3Days / w.scored3Days);
    list.addSuspicion(
        "expected_frauds_24h",
        "sum of the first scores as probabilities",
        "requests",
        "24 h",
        NEVER,
        w -> w.expected24Hours);
    list.addSuspicion(
        "expected_frauds_3d",
        "sum of the first scores as probabilities",
        "requests",
        "3 d",
        NEVER,
        w -> w.expected3Days);
    list.addSuspicion(
        "suspected_24h",
        "requests with a first score above even odds",
        "requests",
        "24 h",
        NEVER,
        w -> w.suspected24Hours);
    list.addSuspicion(
        "suspected_before_7d",
        "requests with a first score above even odds, more than 7 d ago",
        "requests",
        EVER,
        NEVER,
        w -> w.suspectedBefore);
    list.addSuspicion(
        "hours_since_suspected",
        "time since the last request with a first score above even odds",
        "hours",
        EVER,
        "there was none",
        w -> w.hoursSinceSuspected);
  }

  private static void history(Declaration list) {
    list.theme = Theme.CONFIRMED;
    list.add(
        "confirmed_frauds",
        "requests that turned out to be fraud, by now",
        "requests",
        EVER,
        NEVER,
        v -> v.confirmed);
    list.add(
        "days_since_confirmed",
        "time since the last of them was confirmed",
        "days",
        EVER,
        "there was none",
        v -> v.daysSince(v.lastConfirmedMillis));
    list.theme = Theme.HISTORY;
    list.add("requests", "the card's requests", "requests", DECAYED, NEVER, v -> v.overallWeight);
  }

  private static final class Declaration {
    private final List<Feature> features = new ArrayList<>();
    private Theme theme = Theme.HISTORY;

    void add(
        String name,
        String meaning,
        String unit,
        String window,
        String missing,
        Feature.Reading reading) {
      features.add(
          new Feature(features.size(), name, theme, meaning, unit, window, missing, reading, null));
    }

    void addSuspicion(
        String name,
        String meaning,
        String unit,
        String window,
        String missing,
        Feature.SuspicionReading reading) {
      features.add(
          new Feature(
              features.size(),
              name,
              theme,
              meaning,
              unit,
              window,
              missing,
              view -> reading.of(view.suspicions),
              reading));
    }
  }
}
