package io.cardbeam.feature;

/** What kind of purchase it is, and how familiar to the card. */
final class CategoryFeatures {
  private CategoryFeatures() {}

  static void declare(Declaration list) {
    list.theme(Theme.CATEGORY);
    list.add(
        "category_rank",
        "the model's own number of the category",
        "rank from 0",
        Declaration.REQUEST,
        "category unknown to the model",
        v -> v.category < 0 ? Double.NaN : v.category);
    list.add(
        "online",
        "whether the card is used at a distance",
        "0 or 1",
        Declaration.REQUEST,
        Declaration.NEVER,
        v -> v.online ? 1 : 0);
    list.add(
        "category_requests",
        "the card's requests in the category",
        "requests",
        Declaration.DECAYED,
        Declaration.NEVER,
        v -> v.categoryWeight);
    list.add(
        "category_share",
        "share of the card's requests that are in the category",
        "0 to 1",
        Declaration.DECAYED,
        Declaration.NO_HISTORY,
        v -> v.overallWeight == 0 ? Double.NaN : v.categoryWeight / v.overallWeight);
  }
}
