package io.cardbeam.csv;

import java.io.Serializable;

/**
 * What is done with a file's labels, which are its last column {@code is_fraud}: 0 or 1. Deciding
 * never sees them; with {@link #NONE} they are not even looked at.
 *
 * @param chargebacks whether each fraud comes back as a {@link io.cardbeam.event.FraudFinding} once
 *     its {@link io.cardbeam.traffic.ChargebackDelay} is over
 * @param fraudsByDay whether the frauds of the night are moved into the day, see {@link
 *     DaytimeShift}
 */
public record LabelUse(boolean chargebacks, boolean fraudsByDay) implements Serializable {
  /** Labels are ignored. */
  public static final LabelUse NONE = new LabelUse(false, false);

  /** Frauds come back as chargebacks. */
  public static final LabelUse CHARGEBACKS = new LabelUse(true, false);

  /** Whether labels are read, so that a row without one can't be taken. */
  public boolean readsLabels() {
    return chargebacks || fraudsByDay;
  }
}
