package io.cardbeam.decision;

import io.cardbeam.account.ClearingTermsHistory;
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
 * @param clearing terms by which a card's transactions are booked, which is what its available
 *     credit goes by
 */
public record Deciding(
    FraudModel model, Costs costs, Reference reference, ClearingTermsHistory clearing)
    implements Serializable {

  /** By the clearing terms that come with Cardbeam. */
  public Deciding(FraudModel model, Costs costs, Reference reference) {
    this(model, costs, reference, ClearingTermsHistory.standard());
  }

  /** What comes with Cardbeam. */
  public static Deciding standard() {
    return new Deciding(FraudModel.standard(), Costs.standard(), Reference.standard());
  }
}
