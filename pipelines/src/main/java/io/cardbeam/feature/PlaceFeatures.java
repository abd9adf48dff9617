package io.cardbeam.feature;

/** Merchant and place against those the card knows. */
final class PlaceFeatures {
  private PlaceFeatures() {}

  static void declare(Declaration list) {
    list.theme(Theme.PLACE);
    list.add(
        "new_merchant",
        "whether the card is new at the merchant, among the last 128 it knew",
        "0 or 1",
        Declaration.EVER,
        Declaration.NEVER,
        v -> v.newMerchant ? 1 : 0);
    list.add(
        "new_merchants_1h",
        "requests at merchants new to the card",
        "requests",
        "1 h",
        Declaration.NEVER,
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
        Declaration.REQUEST,
        "merchant or home has no place",
        v -> v.homeKm);
  }
}
