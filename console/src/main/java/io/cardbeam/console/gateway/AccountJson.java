package io.cardbeam.console.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.access.Caller;
import io.cardbeam.console.http.Json;
import io.cardbeam.money.MinorUnits;

/** Authorizations and what followed them, as their merchant reads them. */
final class AccountJson {
  private AccountJson() {}

  /** What was asked and told. */
  static ObjectNode summary(Account account, Caller caller) {
    ObjectNode node = Json.object();
    node.put("authorization_id", account.request().getRequestId())
        .put("request_id", account.requestId());
    account
        .answer()
        .ifPresentOrElse(
            answer -> AuthorizationJson.put(answer, caller, node),
            () -> node.put("outcome", "PENDING"));
    AuthorizationJson.put(account.request(), account.request().getEventTime(), node);
    return node;
  }

  /** What followed, and what is left. */
  static void putOperations(Account account, ObjectNode node) {
    String currency = account.request().getCurrency();
    node.put("captured", MinorUnits.decimal(account.sum(IdKind.CAPTURE), currency))
        .put("reversed", MinorUnits.decimal(account.sum(IdKind.REVERSAL), currency))
        .put("refunded", MinorUnits.decimal(account.sum(IdKind.REFUND), currency));
    ArrayNode operations = node.putArray("operations");
    account.operations().forEach(recorded -> operations.add(OperationJson.of(recorded)));
  }
}
