package io.cardbeam.console.gateway;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import java.util.List;
import java.util.Map;

/**
 * What a terminal needs to know of an answer: the response code of ISO 8583:1987, field 39, and
 * words for the cardholder. It tells less than the reasons do, so that a thief learns nothing.
 */
public enum ResponseCode {
  APPROVED("00", "Approved."),
  REFER_TO_ISSUER("01", "Please confirm this payment with your bank."),
  DO_NOT_HONOR("05", "Declined. Please use another card or ask your bank."),
  INVALID_CARD_NUMBER("14", "This card is not known. Please check the number."),
  INSUFFICIENT_FUNDS("51", "Declined: the amount is above what is available."),
  SUSPECTED_FRAUD("59", "Declined. Please contact your bank."),
  RESTRICTED_CARD("62", "This card can't be used. Please contact your bank."),
  LIMIT_OF_FREQUENCY("65", "Declined: the card was used too often. Please try again later."),
  ISSUER_INOPERATIVE("91", "Declined: the bank did not answer in time. Please try again later.");

  private static final Map<String, ResponseCode> BY_REASON =
      Map.ofEntries(
          Map.entry("CARD_UNKNOWN", INVALID_CARD_NUMBER),
          Map.entry("CARD_BLOCKED", RESTRICTED_CARD),
          Map.entry("CARD_CLOSED", RESTRICTED_CARD),
          Map.entry("CARD_BLOCK_LISTED", RESTRICTED_CARD),
          Map.entry("OTHER_CURRENCY", DO_NOT_HONOR),
          Map.entry("OVER_LIMIT", INSUFFICIENT_FUNDS),
          Map.entry("TOO_MANY_HOLDS", LIMIT_OF_FREQUENCY),
          Map.entry("VELOCITY", LIMIT_OF_FREQUENCY),
          Map.entry("UNUSUAL_PACE", LIMIT_OF_FREQUENCY),
          Map.entry("FRAUD_CONFIRMED", SUSPECTED_FRAUD),
          Map.entry("SUSPICIONS_BEFORE", SUSPECTED_FRAUD));

  private final String code;
  private final String words;

  ResponseCode(String code, String words) {
    this.code = code;
    this.words = words;
  }

  /** Of an answer: by its outcome and, of a decline, by the weightiest reason that has a code. */
  static ResponseCode of(Answer answer) {
    if (answer.outcome() == Outcome.APPROVED) {
      return APPROVED;
    }
    if (answer.byDefault()) {
      return ISSUER_INOPERATIVE;
    }
    if (answer.outcome() == Outcome.REFERRED) {
      return REFER_TO_ISSUER;
    }
    List<Reason> reasons =
        answer.decision().map(AuthorizationDecision::getReasons).orElse(List.of());
    return reasons.stream()
        .filter(reason -> BY_REASON.containsKey(reason.getCode()))
        .findFirst()
        .map(reason -> BY_REASON.getOrDefault(reason.getCode(), DO_NOT_HONOR))
        .orElse(DO_NOT_HONOR);
  }

  /** Two digits. */
  public String code() {
    return code;
  }

  /** A sentence or two for the cardholder. */
  public String words() {
    return words;
  }
}
