package io.cardbeam.pipeline;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * A request with its answer and what the card's profile knew of the cardholder, for the steps after
 * the decision.
 *
 * @param request what was asked
 * @param decision what was answered
 * @param card the card's facts that people and figures want beside it
 * @param repeated whether the answer was given before: it is told again, and counts no more
 * @param rules what lists and rules left on it
 */
@DefaultCoder(DecidedCoder.class)
public record Decided(
    AuthorizationRequest request,
    AuthorizationDecision decision,
    CardFacts card,
    boolean repeated,
    RuleMarks rules) {

  /** A request that was answered for the first time. */
  public Decided(AuthorizationRequest request, AuthorizationDecision decision, CardFacts card) {
    this(request, decision, card, false, RuleMarks.NONE);
  }

  /** Place of the purchase where the request tells it, else the cardholder's home city. */
  public String city() {
    return request.getMerchantCity() == null ? card.city() : request.getMerchantCity();
  }

  /** State of the purchase where the request tells it, else the cardholder's home state. */
  public String state() {
    return request.getMerchantState() == null ? card.state() : request.getMerchantState();
  }

  /**
   * What is known of the card; empty strings and NaN for an unknown card.
   *
   * @param lastFour last four digits of the card number
   * @param city home city
   * @param state home state
   * @param latitude home, degrees north
   * @param longitude home, degrees east
   */
  public record CardFacts(
      String lastFour, String city, String state, double latitude, double longitude) {
    /** Of a card that was never issued. */
    public static final CardFacts UNKNOWN = new CardFacts("", "", "", Double.NaN, Double.NaN);
  }
}
