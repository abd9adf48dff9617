package io.cardbeam.command;

import io.cardbeam.account.ClearingTermsHistory;
import io.cardbeam.decision.Deciding;
import io.cardbeam.feature.Reference;
import io.cardbeam.model.FraudModel;
import io.cardbeam.model.ModelFile;
import io.cardbeam.policy.Costs;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The model and the costs that requests are decided by. */
public final class DecidingOption {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "What gives the probability of fraud: standard, which has learnt from a Sparkov-generated"
              + " file; simulator, which has learnt from simulated traffic; or a file, as train"
              + " writes it. Default: standard, and simulator for the live traffic of demo.")
  private @Nullable String model;

  @Option(
      names = "--costs",
      paramLabel = "FILE",
      description =
          "What errors cost, which decides what is referred and declined: name = value lines."
              + " Default: the costs that come with Cardbeam.")
  private @Nullable Path costs;

  @Option(
      names = "--clearing-terms",
      paramLabel = "FILE",
      description =
          "How long holds live, and which transactions that do not match are owed: versions by day"
              + " of name = value lines. Default: the terms that come with Cardbeam, by which"
              + " nearly all is owed that a network presents.")
  private @Nullable Path clearingTerms;

  /**
   * What is decided by: unless told, the standard model.
   *
   * @throws ParameterException if a file can't be read or does not hold what it should
   */
  public Deciding deciding() {
    return deciding(ShippedModel.STANDARD);
  }

  /**
   * What is decided by.
   *
   * @param unlessTold model where none was asked for
   * @throws ParameterException if a file can't be read or does not hold what it should
   */
  public Deciding deciding(ShippedModel unlessTold) {
    try {
      return new Deciding(
          model == null ? unlessTold.model() : modelOf(model),
          costs == null
              ? Costs.standard()
              : Costs.parse(costs.toString(), OptionFile.text(spec, "--costs", costs)),
          Reference.standard(),
          clearingTerms == null
              ? ClearingTermsHistory.standard()
              : ClearingTermsHistory.parse(
                  clearingTerms.toString(),
                  OptionFile.text(spec, "--clearing-terms", clearingTerms)));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private FraudModel modelOf(String name) {
    return ShippedModel.named(name)
        .map(ShippedModel::model)
        .orElseGet(() -> ModelFile.parse(name, OptionFile.text(spec, "--model", Path.of(name))));
  }
}
