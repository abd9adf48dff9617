package io.cardbeam.decision;

import io.cardbeam.feature.Reference;
import io.cardbeam.model.FraudModel;
import io.cardbeam.policy.Costs;
import java.io.Serializable;

/**
 * What deciding goes by, beside profiles and rules.
 *
 * @param model gives the probability of fraud
 * @param costs tell what to do about it
 * @param reference what is usual for everybody
 */
public record Deciding(FraudModel model, Costs costs, Reference reference) implements Serializable {

  /** What comes with Cardbeam. */
  public static Deciding standard() {
    return new Deciding(FraudModel.standard(), Costs.standard(), Reference.standard());
  }
}
