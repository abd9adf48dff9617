package io.cardbeam.feature;

/** The amount against what is usual: for everybody, and for the card. */
final class AmountFeatures {
  private static final String NEW_CATEGORY = "first request in the category";

  private AmountFeatures() {}

  static void declare(Declaration list) {
    list.theme(Theme.AMOUNT);
    list.add(
        "amount_minor",
        "amount asked for",
        "minor units",
        Declaration.REQUEST,
        Declaration.NEVER,
        v -> v.amountMinor);
    list.add(
        "amount_norm_deviation",
        "ln(amount) above what is usual in the category for everybody, in deviations",
        "deviations",
        Declaration.REQUEST,
        Declaration.NEVER,
        v -> (v.logAmount - v.norm.meanLog()) / v.norm.deviationLog());
    list.add(
        "amount_deviation",
        "ln(amount) above the card's usual in the category, in the card's own deviations; the norm counts as 5 requests",
        "deviations",
        Declaration.DECAYED,
        Declaration.NEVER,
        v -> (v.logAmount - v.usualLog) / v.deviation);
    list.add(
        "amount_ratio",
        "amount as a multiple of the card's own geometric mean in the category",
        "ratio",
        Declaration.DECAYED,
        NEW_CATEGORY,
        v ->
            v.inCategory.weight() == 0
                ? Double.NaN
                : v.amountMinor / StrictMath.exp(v.inCategory.meanLog()));
    list.add(
        "amount_over_most",
        "amount as a multiple of the card's largest in the category",
        "ratio",
        Declaration.EVER,
        NEW_CATEGORY,
        v ->
            v.inCategory.weight() == 0
                ? Double.NaN
                : (double) v.amountMinor / v.inCategory.mostMinor());
    list.add(
        "amount_over_least",
        "amount as a multiple of the card's smallest in the category",
        "ratio",
        Declaration.EVER,
        NEW_CATEGORY,
        v ->
            v.inCategory.weight() == 0
                ? Double.NaN
                : (double) v.amountMinor / v.inCategory.leastMinor());
    list.add(
        "amount_overall_deviation",
        "ln(amount) above the card's mean over all categories, in deviations of at least 0.2",
        "deviations",
        Declaration.DECAYED,
        "card has fewer than 2 requests",
        v ->
            v.overall.weight() <= 1
                ? Double.NaN
                : (v.logAmount - v.overall.meanLog())
                    / Math.max(0.2, Math.sqrt(v.overall.variance())));
  }
}
