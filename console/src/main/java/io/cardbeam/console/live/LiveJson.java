package io.cardbeam.console.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.Json;
import io.cardbeam.event.FraudAlert;
import io.cardbeam.event.Reason;
import io.cardbeam.money.MinorUnits;
import java.time.Instant;

/** Live figures and alerts as the page reads them. */
final class LiveJson {
  private LiveJson() {}

  static ObjectNode figures(ActivityBoard.Picture picture) {
    ObjectNode node = Json.object();
    ArrayNode minutes = node.putArray("minutes");
    for (ActivityBoard.Minute minute : picture.minutes()) {
      counts(minutes.addObject(), minute.counts())
          .put("start", Instant.ofEpochMilli(minute.startMillis()).toString());
    }
    counts(node.putObject("total"), picture.total());
    ArrayNode states = node.putArray("states");
    for (ActivityBoard.State state : picture.states()) {
      counts(states.addObject(), state.counts()).put("state", state.state());
    }
    return node.put("complete", picture.complete());
  }

  private static ObjectNode counts(ObjectNode node, ActivityBoard.Counts counts) {
    return node.put("approved", counts.approved())
        .put("referred", counts.referred())
        .put("declined", counts.declined());
  }

  static ObjectNode alert(FraudAlert alert) {
    ObjectNode node =
        Json.object()
            .put("id", alert.getAlertId())
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
      reasons.add(reason.getText());
    }
    return node;
  }
}
