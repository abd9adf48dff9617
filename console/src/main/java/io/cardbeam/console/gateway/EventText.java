package io.cardbeam.console.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.Json;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.TransactionException;
import io.cardbeam.money.MinorUnits;
import java.util.Locale;

/**
 * Something that happened, as a caller who follows events reads it.
 *
 * @param owner whose it is
 * @param type what happened, such as {@code capture.accepted}
 * @param subjectId the authorization or operation
 * @param body JSON
 */
public record EventText(String owner, String type, String subjectId, String body) {
  /** An authorization was decided: in time, or after it was answered by default. */
  public static EventText decided(String merchantId, String id, String requestId, Answer answer) {
    String type = answer.byDefault() ? "authorization.decided_late" : "authorization.decided";
    return new EventText(merchantId, type, id, body(id, requestId, answer));
  }

  /** An authorization was answered by default; its decision, if it has one, came too late. */
  public static EventText answeredByDefault(
      String merchantId, String id, String requestId, Answer answer) {
    return new EventText(
        merchantId, "authorization.answered_by_default", id, body(id, requestId, answer));
  }

  private static String body(String id, String requestId, Answer answer) {
    ObjectNode body = Json.object().put("authorization_id", id).put("request_id", requestId);
    body.put("outcome", answer.outcome().name())
        .put("response_code", ResponseCode.of(answer).code())
        .put("decided_by", answer.byDefault() ? "default" : "cardbeam");
    if (answer.byDefault()) {
      answer
          .decision()
          .map(AuthorizationDecision::getOutcome)
          .ifPresent(late -> body.put("late_outcome", late.name()));
    }
    return Json.text(body);
  }

  /** An operation is on its way to the books. */
  public static EventText accepted(Operation operation) {
    return of(operation, "accepted", body(operation));
  }

  /** An operation is in no book. */
  public static EventText refused(Operation operation, TransactionException exception) {
    ObjectNode body = body(operation);
    body.put("code", exception.getCode()).put("reason", exception.getReason());
    return of(operation, "exception", body);
  }

  private static EventText of(Operation operation, String what, ObjectNode body) {
    String kind = operation.kind().name().toLowerCase(Locale.ROOT);
    return new EventText(operation.owner(), kind + "." + what, operation.id(), Json.text(body));
  }

  private static ObjectNode body(Operation operation) {
    ObjectNode body =
        Json.object()
            .put(operation.kind().name().toLowerCase(Locale.ROOT) + "_id", operation.id())
            .put("request_id", operation.requestId());
    operation.authorizationId().ifPresent(id -> body.put("authorization_id", id));
    operation.paymentId().ifPresent(id -> body.put("payment_id", id));
    return body.put("amount", MinorUnits.decimal(operation.amountMinor(), operation.currency()))
        .put("currency", operation.currency());
  }
}
