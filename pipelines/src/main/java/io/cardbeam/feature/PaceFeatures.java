package io.cardbeam.feature;

/** How fast the card's requests come. */
final class PaceFeatures {
  private static final String NONE_IN_7_DAYS = "no request in 7 d";

  private PaceFeatures() {}

  static void declare(Declaration list) {
    list.theme(Theme.PACE);
    list.add(
        "minutes_since_request",
        "time since the card's last request",
        "minutes",
        "7 d",
        NONE_IN_7_DAYS,
        v -> v.windows.minutesSince);
    list.add(
        "requests_10min",
        "requests",
        "requests",
        "10 min",
        Declaration.NEVER,
        v -> v.windows.count10Min);
    list.add(
        "requests_1h", "requests", "requests", "1 h", Declaration.NEVER, v -> v.windows.count1Hour);
    list.add(
        "requests_24h",
        "requests",
        "requests",
        "24 h",
        Declaration.NEVER,
        v -> v.windows.count24Hours);
    list.add(
        "requests_7d", "requests", "requests", "7 d", Declaration.NEVER, v -> v.windows.count7Days);
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
        Declaration.NEVER,
        v -> v.windows.small30Min);
    list.add(
        "declined_24h",
        "declined requests",
        "requests",
        "24 h",
        Declaration.NEVER,
        v -> v.windows.declined24Hours);
  }
}
