package io.cardbeam.console.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.Json;
import io.cardbeam.event.PaymentReturned;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.PurchaseItem;
import io.cardbeam.event.Refund;
import io.cardbeam.money.MinorUnits;
import java.time.Instant;
import java.util.Locale;

/** Operations as callers read them. */
final class OperationJson {
  private OperationJson() {}

  /** An operation and what became of it. */
  static ObjectNode of(Account.Recorded recorded) {
    Operation operation = recorded.operation();
    String kind = operation.kind().name().toLowerCase(Locale.ROOT);
    ObjectNode node = Json.object();
    node.put(kind + "_id", operation.id()).put("request_id", operation.requestId());
    operation.authorizationId().ifPresent(id -> node.put("authorization_id", id));
    if (operation.event().body() instanceof Refund refund) {
      node.put("capture_id", refund.getPurchaseId());
    }
    if (operation.event().body() instanceof PaymentReturned returned) {
      node.put("payment_id", returned.getPaymentId()).put("reason", returned.getReason());
    }
    node.put("status", recorded.exceptionCode().isPresent() ? "exception" : "accepted");
    recorded.exceptionCode().ifPresent(code -> node.put("exception_code", code));
    recorded.exceptionReason().ifPresent(reason -> node.put("exception_reason", reason));
    node.put("time", Instant.ofEpochMilli(operation.event().eventTimeMillis()).toString())
        .put("amount", MinorUnits.decimal(operation.amountMinor(), operation.currency()))
        .put("currency", operation.currency());
    if (operation.event().body() instanceof Purchase purchase) {
      node.put("final", operation.isFinal());
      items(purchase, node.putArray("items"));
    }
    return node;
  }

  private static void items(Purchase purchase, ArrayNode items) {
    for (PurchaseItem item : purchase.getItems()) {
      items
          .addObject()
          .put("description", item.getDescription())
          .put("quantity", item.getQuantity())
          .put("unit_price", MinorUnits.decimal(item.getUnitPriceMinor(), purchase.getCurrency()));
    }
  }
}
