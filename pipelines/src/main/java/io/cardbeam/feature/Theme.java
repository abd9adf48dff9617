package io.cardbeam.feature;

/** What features speak of: a reason sums up what all features of one theme add to a score. */
public enum Theme {
  /** The amount against the card's own, in the category and over all. */
  AMOUNT,
  /** What kind of purchase it is, and how familiar to the card. */
  CATEGORY,
  /** When the card buys. */
  HOUR,
  /** How fast requests come. */
  PACE,
  /** How much was asked for lately. */
  SPENDING,
  /** Where it is: merchant and place. */
  PLACE,
  /** How suspicious the card's earlier requests were. */
  SUSPICION,
  /** What turned out to be fraud on the card. */
  CONFIRMED,
  /** How well the card is known. */
  HISTORY
}
