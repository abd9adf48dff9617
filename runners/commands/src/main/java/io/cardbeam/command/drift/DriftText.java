package io.cardbeam.command.drift;

import io.cardbeam.measure.drift.DriftTable;
import io.cardbeam.measure.drift.StabilityIndex;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Monthly figures for a terminal. */
public final class DriftText {
  private static final int SHOWN_FEATURES = 3;

  private DriftText() {}

  /** Prints a line for each month. */
  public static void print(DriftTable table, PrintWriter out) {
    out.printf(Locale.ROOT, "reference: %,d requests%n%n", table.referenceRequests());
    out.printf(
        "%-8s %11s %9s %9s %9s %9s %9s %7s  %s%n",
        "month",
        "requests",
        "approved",
        "referred",
        "declined",
        "alerts",
        "score 99%",
        "index",
        "features that changed (index from " + StabilityIndex.CHANGED + " on)");
    for (DriftTable.Month month : table.months()) {
      out.printf(
          Locale.ROOT,
          "%-8s %,11d %8.2f%% %8.3f%% %8.3f%% %8.3f%% %9.4f %7.3f  %s%n",
          month.month(),
          month.requests(),
          100 * month.approvedShare(),
          100 * month.referredShare(),
          100 * month.declinedShare(),
          100 * month.alertShare(),
          month.scoreP99(),
          month.scoreIndex(),
          changed(month.features()));
    }
    out.flush();
  }

  private static String changed(List<DriftTable.FeatureIndex> features) {
    List<DriftTable.FeatureIndex> changed =
        features.stream().filter(f -> f.index() >= StabilityIndex.CHANGED).toList();
    String first =
        changed.stream()
            .limit(SHOWN_FEATURES)
            .map(f -> String.format(Locale.ROOT, "%s %.2f", f.name(), f.index()))
            .collect(Collectors.joining(", "));
    int more = changed.size() - SHOWN_FEATURES;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
