package io.cardbeam.feature;

import io.cardbeam.profile.RecentRequests;
import io.cardbeam.profile.SuspectedRequests;
import io.cardbeam.profile.Suspicion;

/**
 * What a card's sliding windows {@code [t - w, t)} hold of the first scores of its requests. Apart
 * from the other windows, because training fills these in when it has a first ensemble.
 */
public final class SuspicionWindows {
  float lastLogOdds = Float.NaN;
  float secondLogOdds = Float.NaN;
  float most1HourLogOdds = Float.NaN;
  float most24HoursLogOdds = Float.NaN;
  float most3DaysLogOdds = Float.NaN;
  float most7DaysLogOdds = Float.NaN;
  double logOdds24Hours;
  double logOdds3Days;
  double expected24Hours;
  double expected3Days;
  int scored24Hours;
  int scored3Days;
  int suspected24Hours;
  int suspected7Days;
  int suspectedBefore;
  double hoursSinceSuspected = Double.NaN;
  private long lastSuspectedMillis = Long.MIN_VALUE;

  /** The windows before a time, milliseconds since 1970 UTC. */
  public SuspicionWindows(RecentRequests recent, SuspectedRequests suspected, long timeMillis) {
    for (int i = recent.size() - 1; i >= 0; i--) {
      long ago = timeMillis - recent.timeMillis(i);
      if (ago > RecentRequests.KEPT_MILLIS) {
        break;
      }
      float logOdds = recent.logOdds(i);
      if (ago > 0 && !Float.isNaN(logOdds)) {
        count(recent.timeMillis(i), ago, logOdds, recent.probability(i));
      }
    }
    suspectedBefore = Math.max(0, suspected.count() - suspected7Days);
    long last =
        lastSuspectedMillis != Long.MIN_VALUE
            ? lastSuspectedMillis
            : suspected.lastBefore(timeMillis);
    hoursSinceSuspected =
        last == Long.MIN_VALUE ? Double.NaN : (timeMillis - last) / (double) RequestWindows.HOUR;
  }

  private void count(long earlierMillis, long ago, float logOdds, float probability) {
    if (Float.isNaN(lastLogOdds)) {
      lastLogOdds = logOdds;
    } else if (Float.isNaN(secondLogOdds)) {
      secondLogOdds = logOdds;
    }
    most7DaysLogOdds = most(most7DaysLogOdds, logOdds);
    boolean suspected = Suspicion.isHigh(logOdds);
    if (suspected) {
      suspected7Days++;
      lastSuspectedMillis = Math.max(lastSuspectedMillis, earlierMillis);
    }
    if (ago <= 3 * RequestWindows.DAY) {
      most3DaysLogOdds = most(most3DaysLogOdds, logOdds);
      logOdds3Days += logOdds;
      expected3Days += probability;
      scored3Days++;
    }
    if (ago <= RequestWindows.DAY) {
      most24HoursLogOdds = most(most24HoursLogOdds, logOdds);
      logOdds24Hours += logOdds;
      expected24Hours += probability;
      scored24Hours++;
      suspected24Hours += suspected ? 1 : 0;
    }
    if (ago <= RequestWindows.HOUR) {
      most1HourLogOdds = most(most1HourLogOdds, logOdds);
    }
  }

  private static float most(float before, float logOdds) {
    return before > logOdds ? before : logOdds;
  }
}
