package io.cardbeam.feature;

/** What turned out to be fraud on the card, and how well the card is known. */
final class HistoryFeatures {
  private HistoryFeatures() {}

  static void declare(Declaration list) {
    list.theme(Theme.CONFIRMED);
    list.add(
        "confirmed_frauds",
        "requests that turned out to be fraud, by now",
        "requests",
        Declaration.EVER,
        Declaration.NEVER,
        v -> v.confirmed);
    list.add(
        "days_since_confirmed",
        "time since the last of them was confirmed",
        "days",
        Declaration.EVER,
        "there was none",
        v -> v.daysSince(v.lastConfirmedMillis));
    list.theme(Theme.HISTORY);
    list.add(
        "requests",
        "the card's requests",
        "requests",
        Declaration.DECAYED,
        Declaration.NEVER,
        v -> v.overallWeight);
  }
}
