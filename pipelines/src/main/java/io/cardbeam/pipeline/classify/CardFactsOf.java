package io.cardbeam.pipeline.classify;

import io.cardbeam.pipeline.Decided.CardFacts;
import io.cardbeam.profile.CardAccount;
import io.cardbeam.profile.CardProfile;

/** The card's facts that go with a decision. */
final class CardFactsOf {
  private CardFactsOf() {}

  static CardFacts profile(CardProfile profile) {
    CardAccount account = profile.account();
    return account.isKnown()
        ? new CardFacts(
            account.lastFour(),
            account.city(),
            account.state(),
            account.latitude(),
            account.longitude())
        : CardFacts.UNKNOWN;
  }
}
