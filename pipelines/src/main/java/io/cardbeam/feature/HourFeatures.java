package io.cardbeam.feature;

/** The time of day, and whether the card buys then. */
final class HourFeatures {
  private HourFeatures() {}

  static void declare(Declaration list) {
    list.theme(Theme.HOUR);
    list.add(
        "hour",
        "time of the day, UTC",
        "hours",
        Declaration.REQUEST,
        Declaration.NEVER,
        v -> v.hourOfDay);
    list.add(
        "hour_share",
        "share of the card's requests in this hour of the day",
        "0 to 1",
        Declaration.DECAYED,
        Declaration.NO_HISTORY,
        v -> v.hours.share(v.hour, 1));
    list.add(
        "hour_share_3h",
        "share of the card's requests in this hour of the day and beside it",
        "0 to 1",
        Declaration.DECAYED,
        Declaration.NO_HISTORY,
        v -> v.hours.share((v.hour + 23) % 24, 3));
    list.add(
        "night_share",
        "share of the card's requests from 22:00 to 03:59 UTC",
        "0 to 1",
        Declaration.DECAYED,
        Declaration.NO_HISTORY,
        v -> v.hours.share(22, 6));
  }
}
