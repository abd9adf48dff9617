package io.cardbeam.feature;

/** The list of features as a page for people, so that it can't say other than the code. */
public final class FeatureDocument {
  private FeatureDocument() {}

  /** The page, in Markdown. */
  public static String markdown() {
    StringBuilder page = new StringBuilder();
    page.append("# Features\n\n")
        .append("What models and rules look at, in the order of every array of values. ")
        .append("Written from `FeatureList`; list ")
        .append(FeatureList.hash())
        .append(".\n\nWindows are `[t - w, t)` of event time, without the request itself. ")
        .append("Every request of the card counts, however it was answered. ")
        .append("None is made of gender, age or name.\n\n")
        .append("| feature | theme | what it is | unit | window | missing where |\n")
        .append("|---|---|---|---|---|---|\n");
    for (Feature feature : FeatureList.all()) {
      page.append("| `").append(feature.name()).append("` | ");
      page.append(feature.theme().name().toLowerCase(java.util.Locale.ROOT)).append(" | ");
      page.append(feature.meaning()).append(" | ").append(feature.unit()).append(" | ");
      page.append(feature.window()).append(" | ").append(feature.missing()).append(" |\n");
    }
    return page.toString();
  }
}
