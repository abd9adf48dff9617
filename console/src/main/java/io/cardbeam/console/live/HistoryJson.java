package io.cardbeam.console.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.database.RequestLabels;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.live.Figures.Authenticity;
import io.cardbeam.console.live.History.Named;
import io.cardbeam.money.MinorUnits;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;

/** A history as the page reads it. */
final class HistoryJson {
  private HistoryJson() {}

  static ObjectNode of(History history) {
    HistoryRange range = history.range();
    ObjectNode node =
        Json.object()
            .put("from", range.from().toString())
            .put("to", range.to().toString())
            .put("step", range.step().text());
    history
        .extent()
        .ifPresent(
            extent ->
                node.put("oldest", extent.oldest().toString())
                    .put("newest", extent.newest().toString()));
    node.put("model_threshold", RequestLabels.MODEL_THRESHOLD);
    put(node.putObject("total"), history.total());
    ArrayNode points = node.putArray("points");
    for (int i = 0; i < history.points().size(); i++) {
      put(points.addObject().put("start", range.start(i).toString()), history.points().get(i));
    }
    named(node.putArray("states"), "state", history.states());
    named(node.putArray("cities"), "city", history.cities());
    named(node.putArray("categories"), "category", history.categories());
    ArrayNode hours = node.putArray("hours");
    for (int hour = 0; hour < history.hours().size(); hour++) {
      put(hours.addObject().put("hour", hour), history.hours().get(hour));
    }
    return node.put("complete", history.complete());
  }

  static void named(ArrayNode list, String member, List<Named> all) {
    for (Named one : all) {
      put(list.addObject().put(member, one.name()), one.figures());
    }
  }

  static void put(ObjectNode node, Figures figures) {
    node.put("requests", figures.requests())
        .put("approved", figures.approved())
        .put("referred", figures.referred())
        .put("declined", figures.declined());
    ArrayNode amounts = node.putArray("approved_amounts");
    new TreeMap<>(figures.approvedMinor())
        .forEach(
            (currency, minor) ->
                amounts
                    .addObject()
                    .put(
                        "amount",
                        new BigDecimal(minor, MinorUnits.digits(currency)).toPlainString())
                    .put("currency", currency));
    ArrayNode authenticity = node.putArray("authenticity");
    authenticity(authenticity.addObject().put("by", "label"), figures.byLabel());
    authenticity(authenticity.addObject().put("by", "model"), figures.byModel());
  }

  private static void authenticity(ObjectNode node, Authenticity authenticity) {
    node.put("authentic", authenticity.authentic()).put("fraudulent", authenticity.fraudulent());
  }
}
