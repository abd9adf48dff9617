package io.cardbeam.rule;

import io.cardbeam.event.Reason;
import java.util.List;

/** What the lists say on a card and a merchant, the strongest that applies. */
enum Listing {
  CARD_BLOCKED(Ruling.DECLINE, "CARD_BLOCK_LISTED", "payments with this card are stopped"),
  MERCHANT_BLOCKED(
      Ruling.DECLINE, "MERCHANT_BLOCK_LISTED", "payments to this merchant are stopped"),
  CARD_ALLOWED(Ruling.APPROVE, "CARD_ALLOW_LISTED", "payments with this card are let through"),
  MERCHANT_ALLOWED(
      Ruling.APPROVE, "MERCHANT_ALLOW_LISTED", "payments to this merchant are let through"),
  NONE(Ruling.NONE, "", "");

  private final Ruling ruling;
  private final String code;
  private final String text;

  Listing(Ruling ruling, String code, String text) {
    this.ruling = ruling;
    this.code = code;
    this.text = text;
  }

  Ruling ruling() {
    return ruling;
  }

  /** The list's reason, or none. */
  List<Reason> reasons() {
    return this == NONE ? List.of() : List.of(new Reason(code, text, null));
  }
}
