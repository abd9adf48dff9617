package io.cardbeam.console.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.database.RequestLabels;
import io.cardbeam.console.http.Json;
import io.cardbeam.decision.ReasonVoice;
import io.cardbeam.event.FraudAlert;
import io.cardbeam.event.Reason;
import io.cardbeam.money.MinorUnits;
import java.time.Instant;

/** Frames of the stream as the page reads them; their figures are written as a history's. */
final class LiveJson {
  private LiveJson() {}

  /** What the page is to count from, with nothing counted yet. */
  static ObjectNode start(LiveFrame.Scope scope) {
    return Json.object()
        .put("from", scope.from().toString())
        .put("step", scope.step().text())
        .put("model_threshold", RequestLabels.MODEL_THRESHOLD);
  }

  static ObjectNode frame(LiveFrame frame) {
    ObjectNode node = Json.object();
    frame.newest().ifPresent(newest -> node.put("newest", newest.toString()));
    ArrayNode points = node.putArray("points");
    frame
        .points()
        .forEach(
            (start, figures) ->
                HistoryJson.put(points.addObject().put("start", start.toString()), figures));
    HistoryJson.named(node.putArray("states"), "state", frame.states());
    HistoryJson.named(node.putArray("cities"), "city", frame.cities());
    HistoryJson.named(node.putArray("categories"), "category", frame.categories());
    ArrayNode hours = node.putArray("hours");
    frame
        .hours()
        .forEach((hour, figures) -> HistoryJson.put(hours.addObject().put("hour", hour), figures));
    node.put("left_out", frame.leftOut());
    ArrayNode latencies = node.putArray("latencies");
    frame
        .latencies()
        .forEach(
            (millis, count) -> latencies.addObject().put("millis", millis).put("count", count));
    ArrayNode rows = node.putArray("rows");
    frame.rows().forEach(request -> put(rows.addObject(), request));
    ArrayNode alerts = node.putArray("alerts");
    frame.alerts().forEach(alert -> put(alerts.addObject(), alert));
    return node;
  }

  private static void put(ObjectNode node, LiveRequest request) {
    node.put("id", request.key().requestId())
        .put("time", Instant.ofEpochMilli(request.timeMillis()).toString())
        .put("card_token", request.key().cardToken())
        .put("outcome", request.outcome().name())
        .put("fraud_probability", request.probability())
        .put("amount", MinorUnits.decimal(request.amountMinor(), request.currency()))
        .put("currency", request.currency())
        .put("merchant", request.merchantName())
        .put("category", request.category())
        .put("city", request.city())
        .put("state", request.state());
  }

  static void put(ObjectNode node, FraudAlert alert) {
    node.put("id", alert.getAlertId())
        .put("time", alert.getEventTime().toString())
        .put("card_token", alert.getCardToken())
        .put("last_four", alert.getLastFour())
        .put("outcome", alert.getOutcome().name())
        .put("fraud_probability", alert.getFraudProbability())
        .put("amount", MinorUnits.decimal(alert.getAmountMinor(), alert.getCurrency()))
        .put("currency", alert.getCurrency())
        .put("merchant", alert.getMerchantName())
        .put("category", alert.getCategory())
        .put("city", alert.getCity())
        .put("state", alert.getState());
    ArrayNode reasons = node.putArray("reasons");
    for (Reason reason : alert.getReasons()) {
      reasons.add(ReasonVoice.forOthers(reason));
    }
  }
}
