package io.cardbeam.console.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.access.Caller;
import io.cardbeam.console.access.Scope;
import io.cardbeam.console.http.Json;
import io.cardbeam.decision.ReasonVoice;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Reason;
import io.cardbeam.money.MinorUnits;
import java.time.Instant;

/** Authorizations as callers read them. */
final class AuthorizationJson {
  private AuthorizationJson() {}

  /** The answer to a request. */
  static ObjectNode answer(Asked asked, Answer answer, Caller caller) {
    ObjectNode node = Json.object();
    node.put("authorization_id", asked.id()).put("request_id", asked.requestId());
    put(answer, caller, node);
    put(asked.request(), answer.askedAt(), node);
    if (answer.repeated()) {
      node.put("repeated", true);
    }
    return node;
  }

  /** What was asked, and when it was asked first. */
  static void put(AuthorizationRequest request, Instant at, ObjectNode node) {
    node.put("time", at.toString())
        .put("amount", MinorUnits.decimal(request.getAmountMinor(), request.getCurrency()))
        .put("currency", request.getCurrency());
  }

  /**
   * What was told. Who may not see details learns the outcome, the network's code for it, and words
   * for the cardholder.
   */
  static void put(Answer answer, Caller caller, ObjectNode node) {
    ResponseCode code = ResponseCode.of(answer);
    node.put("outcome", answer.outcome().name())
        .put("response_code", code.code())
        .put("cardholder_message", code.words())
        .put("decided_by", answer.byDefault() ? "default" : "cardbeam");
    answer
        .decision()
        .ifPresent(
            decision -> {
              if (answer.byDefault()) {
                node.put("late_outcome", decision.getOutcome().name());
              }
              if (caller.may(Scope.DECISION_DETAIL)) {
                putDetail(decision, node);
              }
            });
  }

  private static void putDetail(AuthorizationDecision decision, ObjectNode node) {
    node.put("fraud_probability", decision.getFraudProbability());
    ArrayNode reasons = node.putArray("reasons");
    for (Reason reason : decision.getReasons()) {
      ObjectNode told = reasons.addObject();
      told.put("code", reason.getCode()).put("text", ReasonVoice.forOthers(reason));
      if (reason.getFigure() != null) {
        told.put("figure", reason.getFigure());
      }
    }
  }
}
