package io.cardbeam.decision;

import java.io.Serializable;

/**
 * From which probability of fraud a request is referred, declined, and shown to an analyst.
 *
 * @param version name of this policy, for the record
 * @param referFrom least probability that is referred, 0 to 1
 * @param declineFrom least probability that is declined, {@code referFrom} to 1
 * @param alertFrom least probability that raises an alert, 0 to 1
 */
public record Policy(String version, double referFrom, double declineFrom, double alertFrom)
    implements Serializable {
  public Policy {
    if (!(0 <= referFrom && referFrom <= declineFrom && declineFrom <= 1)) {
      throw new IllegalArgumentException(
          "thresholds " + referFrom + " and " + declineFrom + " are not in order from 0 to 1");
    }
    if (!(0 <= alertFrom && alertFrom <= 1)) {
      throw new IllegalArgumentException("alert threshold " + alertFrom + " is not from 0 to 1");
    }
  }

  /** The policy that comes with Cardbeam. */
  public static Policy standard() {
    return new Policy("standard-1", 0.15, 0.60, 0.15);
  }
}
