package io.cardbeam.local.parity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.pipeline.classify.ClassifyCounters;
import java.util.Locale;

/** A comparison for machines. */
final class ParityJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ParityJson() {}

  static ObjectNode of(Parity parity) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode runs = root.putObject("runs");
    parity.runs().forEach(run -> runs.set(run.name(), run(run)));
    ObjectNode comparisons = root.putObject("against_" + parity.runs().get(0).name());
    parity.comparisons().forEach((name, of) -> comparisons.set(name, comparison(of)));
    ObjectNode books = root.putObject("books");
    parity
        .books()
        .forEach(
            (name, tables) -> {
              ObjectNode run = books.putObject(name);
              tables.forEach(table -> run.set(table.table(), table(table)));
            });
    return root.put("holds", parity.holds());
  }

  private static ObjectNode run(RunResult run) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("rows_read", run.account().rows())
            .put("decided", run.decided());
    run.outcomes()
        .forEach((outcome, count) -> node.put(ClassifyCounters.nameOf(outcome), count.longValue()));
    return node.put("repeated", run.account().repeated())
        .put("dead_letters", run.account().deadLetters())
        .put("contradicting", run.contradicting())
        .put("seconds", run.seconds())
        .put("adds_up", run.addsUp());
  }

  private static ObjectNode comparison(Comparison comparison) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("equal", comparison.equal())
            .put("different", comparison.different())
            .put("missing", comparison.missing())
            .put("extra", comparison.extra());
    ArrayNode earliest = node.putArray("earliest");
    comparison.earliest().forEach(difference -> earliest.add(difference(difference)));
    return node;
  }

  private static ObjectNode table(TableComparison table) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("equal", table.equal())
            .put("missing", table.missing())
            .put("extra", table.extra());
    ArrayNode examples = node.putArray("examples");
    table.examples().forEach(examples::add);
    return node;
  }

  private static ObjectNode difference(Difference difference) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("kind", difference.kind().name().toLowerCase(Locale.ROOT))
            .put("request_id", difference.decision().getRequestId())
            .put("card_token", difference.decision().getCardToken())
            .put("event_time", difference.decision().getEventTime().toString())
            .put("in_features", difference.inFeatures());
    ArrayNode fields = node.putArray("fields");
    difference
        .fields()
        .forEach(
            field ->
                fields
                    .addObject()
                    .put("name", field.name())
                    .put("first", field.first())
                    .put("other", field.other()));
    return node;
  }
}
