package io.cardbeam.command;

import io.cardbeam.csv.LabelUse;
import picocli.CommandLine.Option;

/** Whether the labels of a CSV file come back as chargebacks. */
public final class ChargebacksOption {

  @Option(
      names = "--chargebacks",
      description = {
        "Use the labels of a CSV file as life does: each row with is_fraud 1 comes back as a finding"
            + " of fraud some time after its request, 12 days in the median, never before an hour"
            + " and never after 120 days. How long hangs on the transaction number alone.",
        "A row whose is_fraud is not 0 or 1 is then a dead letter. Default: labels are not read."
      })
  private boolean chargebacks;

  /** Whether they were asked for. */
  public boolean isSet() {
    return chargebacks;
  }

  /** What is done with the labels. */
  public LabelUse labels() {
    return chargebacks ? LabelUse.CHARGEBACKS : LabelUse.NONE;
  }
}
