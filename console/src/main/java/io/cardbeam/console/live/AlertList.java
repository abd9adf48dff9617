package io.cardbeam.console.live;

import io.cardbeam.event.FraudAlert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest {@value #MAX_ALERTS} alerts, numbered from 1 as they came. An alert that comes again,
 * as it may after a fault, is the same one and keeps its number.
 */
final class AlertList {
  /** Most alerts that are kept. */
  static final int MAX_ALERTS = 5_000;

  private final Map<LiveRequest.Key, FraudAlert> alerts = new LinkedHashMap<>();
  private final int most;
  private long last;

  AlertList() {
    this(MAX_ALERTS);
  }

  AlertList(int most) {
    this.most = most;
  }

  /** Takes an alert; whether it is new. */
  boolean add(FraudAlert alert) {
    LiveRequest.Key key = new LiveRequest.Key(alert.getAlertId(), alert.getCardToken());
    if (alerts.putIfAbsent(key, alert) != null) {
      return false;
    }
    if (alerts.size() > most) {
      alerts.remove(alerts.keySet().iterator().next());
    }
    last++;
    return true;
  }

  /** Number of the newest; 0 if there is none. */
  long last() {
    return last;
  }

  /** Whether all that came after this number are still here. */
  boolean reachesBackTo(long number) {
    return number <= last && number >= last - alerts.size();
  }

  /** Number before that of the oldest that is here. */
  long beforeOldest() {
    return last - alerts.size();
  }

  /** Those with a higher number, as they came. */
  List<FraudAlert> after(long number) {
    List<FraudAlert> all = new ArrayList<>(alerts.values());
    int count = (int) Math.min(all.size(), Math.max(0, last - number));
    return List.copyOf(all.subList(all.size() - count, all.size()));
  }
}
