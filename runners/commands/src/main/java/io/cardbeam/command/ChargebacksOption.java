package io.cardbeam.command;

import io.cardbeam.csv.LabelUse;
import io.cardbeam.pipeline.read.ReadCards;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether the labels of a CSV file come back as chargebacks. */
public final class ChargebacksOption {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--chargebacks",
      description = {
        "Use the labels of a CSV file as life does: each row with is_fraud 1 comes back as a finding"
            + " of fraud some time after its request, 12 days in the median, never before an hour"
            + " and never after 120 days. How long depends on the transaction number alone.",
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

  /**
   * The same input, with what is done with its labels.
   *
   * @throws ParameterException if they were asked for, and the input has none
   */
  ReadCards addTo(ReadCards from) {
    if (!chargebacks) {
      return from;
    }
    if (!from.readsCsv()) {
      throw new ParameterException(
          spec.commandLine(),
          "--chargebacks is for the labels of a CSV file; a lake holds its findings as events");
    }
    return from.withLabels(LabelUse.CHARGEBACKS);
  }
}
