package io.cardbeam.wire;

/** The Kafka topics, which are the lake's top folders too. Every record's key is the card token. */
public enum Topic {
  /** Whatever bears on deciding a card, in one log with one order per card. */
  CARD_EVENTS("card-events"),
  /** Purchases, refunds, payments, reversals, payments that came back. */
  TRANSACTIONS("transactions"),
  /** One answer per authorization request. */
  AUTHORIZATION_DECISIONS("authorization-decisions"),
  /** Requests that an analyst should look at. */
  FRAUD_ALERTS("fraud-alerts"),
  /** Counts and sums per minute; keyed by what they count. */
  ACTIVITY("activity"),
  /** Rules' versions, keyed by rule id, and lists' entries, keyed by list and key. */
  RULES("rules"),
  /** What was booked of a card's money, one record a transfer. */
  LEDGER("ledger"),
  /** Transactions on nobody's bill. */
  TRANSACTION_EXCEPTIONS("transaction-exceptions"),
  /** Input that could not be read; keyed by source. */
  DEAD_LETTERS("dead-letters"),
  /** How many cards asked from an address in an hour; keyed by the address's hash. */
  ADDRESS_COUNTS("address-counts");

  private final String topicName;

  Topic(String topicName) {
    this.topicName = topicName;
  }

  /** The name on Kafka and in the lake, before any prefix of an installation. */
  public String topicName() {
    return topicName;
  }
}
