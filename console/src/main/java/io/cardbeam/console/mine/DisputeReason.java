package io.cardbeam.console.mine;

/** Why a cardholder disputes a purchase. */
enum DisputeReason {
  /** Somebody else made it: fraud. */
  NOT_MINE("I did not make this purchase"),
  /** Goods or service did not come. */
  NOT_RECEIVED("I did not get what I paid for"),
  /** It is not what was promised. */
  NOT_AS_DESCRIBED("What I got is not as described"),
  /** The amount is another than was agreed. */
  WRONG_AMOUNT("The amount is wrong"),
  /** It was charged more than once. */
  CHARGED_TWICE("I was charged more than once"),
  /** It was cancelled or returned, and not refunded. */
  NOT_REFUNDED("I cancelled or returned it and got no refund"),
  /** As the details say. */
  OTHER("Another reason");

  private final String sentence;

  DisputeReason(String sentence) {
    this.sentence = sentence;
  }

  /** As the chargeback says it. */
  String sentence(String details) {
    return details.isEmpty() ? sentence : sentence + ": " + details;
  }

  /** Whether it says that the request was fraud. */
  boolean isFraud() {
    return this == NOT_MINE;
  }
}
