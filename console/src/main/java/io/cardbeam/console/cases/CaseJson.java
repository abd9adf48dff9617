package io.cardbeam.console.cases;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.cardbeam.console.http.Json;
import io.cardbeam.money.MinorUnits;
import java.time.Instant;
import java.util.List;

/** Cases as the page reads them. */
final class CaseJson {
  private CaseJson() {}

  static ObjectNode summary(CaseSummary one) {
    ObjectNode node =
        Json.object()
            .put("case_id", one.id())
            .put("card_token", one.cardToken())
            .put("last_four", one.lastFour())
            .put("status", one.status().name())
            .put("snoozed_until", one.snoozedUntil().map(Instant::toString).orElse(null))
            .put("assignee", one.assignee().orElse(null))
            .put("version", one.version())
            .put("opened_at", one.openedAt().toString())
            .put("closed_at", one.closedAt().map(Instant::toString).orElse(null))
            .put("alerts", one.alertCount())
            .put("labelled_fraud", one.labels().fraud())
            .put("labelled_genuine", one.labels().genuine())
            .put("highest_probability", one.highestProbability());
    node.set("newest", alert(one.newest()));
    return node;
  }

  static ObjectNode alert(CaseAlert alert) {
    return Json.object()
        .put("alert_id", alert.id())
        .put("time", alert.time().toString())
        .put("outcome", alert.outcome())
        .put("fraud_probability", alert.probability())
        .put("amount", MinorUnits.decimal(alert.amountMinor(), alert.currency()))
        .put("currency", alert.currency())
        .put("merchant_id", alert.merchantId())
        .put("merchant", alert.merchantName())
        .put("category", alert.category())
        .put("city", alert.city())
        .put("state", alert.state())
        .put("verdict", alert.verdict().map(Enum::name).orElse(null))
        .putRawValue("reasons", new RawValue(alert.reasons()));
  }

  static ObjectNode whole(CaseStore.Whole whole) {
    ObjectNode node = Json.object();
    node.set("case", summary(whole.summary()));
    ArrayNode alerts = node.putArray("alerts");
    whole.alerts().forEach(alert -> alerts.add(alert(alert)));
    ArrayNode notes = node.putArray("notes");
    for (CaseStore.Note note : whole.notes()) {
      notes
          .addObject()
          .put("author", note.author())
          .put("time", note.writtenAt().toString())
          .put("text", note.body());
    }
    node.set("changes", changes(whole.changes()));
    ArrayNode analysts = node.putArray("analysts");
    whole.analysts().forEach(analysts::add);
    return node.put("unsent", whole.unsent());
  }

  static ArrayNode changes(List<CaseStore.Change> changes) {
    ArrayNode list = Json.object().putArray("changes");
    for (CaseStore.Change change : changes) {
      list.addObject()
          .put("version", change.version())
          .put("time", change.at().toString())
          .put("actor", change.actor())
          .put("act", change.act())
          .put("detail", change.detail());
    }
    return list;
  }

  /** A change as a sentence, for whoever comes too late. */
  static String words(CaseStore.Change change) {
    String who = change.actor().isEmpty() ? "the stream" : change.actor();
    String what =
        switch (change.act()) {
          case "JOIN" -> "another alert joined";
          case "WAKE" -> "the snooze is over";
          case "ASSIGN" ->
              change.detail().isEmpty() ? "given to nobody" : "given to " + change.detail();
          case "START" -> "taken up";
          case "SNOOZE" -> "snoozed for " + change.detail() + " h";
          case "CONFIRM_FRAUD", "CLEAR" -> change.detail();
          case "REOPEN" -> "opened again";
          case "BLOCK_CARD" -> "card blocked";
          case "UNBLOCK_CARD" -> "card unblocked";
          case "BLOCK_MERCHANT" -> "merchant blocked";
          case "UNBLOCK_MERCHANT" -> "merchant taken off the block list";
          default -> change.act();
        };
    return what + " by " + who + " at " + change.at();
  }
}
