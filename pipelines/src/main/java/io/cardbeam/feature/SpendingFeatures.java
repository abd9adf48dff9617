package io.cardbeam.feature;

/** How much was asked for on the card lately. */
final class SpendingFeatures {
  private SpendingFeatures() {}

  static void declare(Declaration list) {
    list.theme(Theme.SPENDING);
    list.add(
        "sum_1h",
        "sum of the amounts asked for",
        "minor units",
        "1 h",
        Declaration.NEVER,
        v -> v.windows.sum1Hour);
    list.add(
        "sum_24h",
        "sum of the amounts asked for",
        "minor units",
        "24 h",
        Declaration.NEVER,
        v -> v.windows.sum24Hours);
    list.add(
        "sum_7d",
        "sum of the amounts asked for",
        "minor units",
        "7 d",
        Declaration.NEVER,
        v -> v.windows.sum7Days);
    list.add(
        "most_1h",
        "largest amount asked for",
        "minor units",
        "1 h",
        Declaration.NEVER,
        v -> v.windows.most1Hour);
    list.add(
        "most_24h",
        "largest amount asked for",
        "minor units",
        "24 h",
        Declaration.NEVER,
        v -> v.windows.most24Hours);
    list.add(
        "most_7d",
        "largest amount asked for",
        "minor units",
        "7 d",
        Declaration.NEVER,
        v -> v.windows.most7Days);
    list.add(
        "category_sum_24h",
        "sum of the amounts asked for in the category",
        "minor units",
        "24 h",
        Declaration.NEVER,
        v -> v.windows.categorySum24Hours);
    list.add(
        "sum_24h_ratio",
        "sum of 24 h as a multiple of the card's geometric mean amount",
        "ratio",
        "24 h and half-life 90 d",
        Declaration.NO_HISTORY,
        v ->
            v.overall.weight() == 0
                ? Double.NaN
                : v.windows.sum24Hours / StrictMath.exp(v.overall.meanLog()));
  }
}
