package io.cardbeam.console.live;

import io.cardbeam.event.FraudAlert;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest {@value #MAX_ALERTS} alerts, numbered as they came. An alert that comes again, as it
 * may after a fault, is the same one and keeps its number.
 */
final class AlertList {
  /** Most alerts that are kept. */
  static final int MAX_ALERTS = 100;

  private final Map<String, Numbered> byId = new LinkedHashMap<>();
  private long last;

  /**
   * An alert with its number.
   *
   * @param number 1 for the first that came
   */
  record Numbered(long number, FraudAlert alert) {}

  /** Takes an alert; whether it is new. */
  boolean add(FraudAlert alert) {
    if (byId.containsKey(alert.getAlertId())) {
      return false;
    }
    if (byId.size() >= MAX_ALERTS) {
      byId.remove(byId.keySet().iterator().next());
    }
    last++;
    byId.put(alert.getAlertId(), new Numbered(last, alert));
    return true;
  }

  /** Those with a higher number, oldest first. */
  List<Numbered> after(long number) {
    return byId.values().stream().filter(n -> n.number() > number).toList();
  }
}
