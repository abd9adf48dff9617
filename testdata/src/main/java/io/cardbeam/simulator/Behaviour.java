package io.cardbeam.simulator;

/** Who uses the card, and how. This is the truth that events do not tell. */
public enum Behaviour {
  /** The cardholder, as usual. */
  CARDHOLDER,
  /** A thief in one night: large amounts at places that take cards unseen, minutes apart. */
  NIGHT_BURST,
  /** A thief who knows the cardholder's taste, and buys much more of it. */
  HIGH_AMOUNTS,
  /** Many tiny amounts to see whether the card works, then one large. */
  CARD_TESTING,
  /** A copy of the card, at a counter too far away from where the card just was. */
  IMPOSSIBLE_TRAVEL;

  /** Whether it is a thief's. */
  public boolean isFraud() {
    return this != CARDHOLDER;
  }
}
