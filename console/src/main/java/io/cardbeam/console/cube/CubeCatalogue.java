package io.cardbeam.console.cube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.cube.CubeService.StarState;
import io.cardbeam.console.http.Json;
import io.cardbeam.query.Column;
import io.cardbeam.query.cube.CubeAnswer;
import io.cardbeam.query.cube.CubeFact;
import io.cardbeam.query.cube.CubeQuery;
import io.cardbeam.query.cube.Dimension;
import io.cardbeam.query.cube.Dimensions;
import io.cardbeam.query.cube.Measure;
import io.cardbeam.star.StarTable;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What can be asked of the cube, for people: each name with its label. */
final class CubeCatalogue {
  private static final Map<String, String> LABELS =
      Map.of("hour", "Hour (UTC)", "job", "Occupation", "alert_rate", "Not approved");

  private CubeCatalogue() {}

  static ObjectNode of(StarState star) {
    ObjectNode catalogue = Json.object();
    ArrayNode dimensions = catalogue.putArray("dimensions");
    for (Dimension one : Dimensions.byName().values()) {
      ObjectNode node =
          dimensions
              .addObject()
              .put("name", one.name())
              .put("label", label(one.name()))
              .put("meaning", one.meaning())
              .put("group", group(one))
              .put("type", type(one.type()));
      one.finer().ifPresent(finer -> node.put("finer", finer));
      facts(node, one.facts());
    }
    ArrayNode measures = catalogue.putArray("measures");
    for (Measure one : Measure.values()) {
      facts(
          measures
              .addObject()
              .put("name", one.name())
              .put("label", label(one.name()))
              .put("meaning", one.meaning())
              .put("kind", one.kind().name().toLowerCase(Locale.ROOT)),
          one.facts());
    }
    catalogue
        .putObject("limits")
        .put("dimensions", CubeQuery.MAX_DIMENSIONS)
        .put("measures", CubeQuery.MAX_FIGURES)
        .put("cells", CubeAnswer.MAX_CELLS);
    catalogue.set("star", star(star));
    return catalogue;
  }

  /** What answers are made of. */
  static ObjectNode star(StarState star) {
    ObjectNode node = Json.object();
    node.put(
        "state",
        star.freshness().isPresent() ? "ready" : star.progress().isPresent() ? "building" : "none");
    star.progress().ifPresent(progress -> node.put("progress", progress));
    star.problem().ifPresent(problem -> node.put("problem", problem));
    star.freshness()
        .ifPresent(
            freshness -> {
              freshness.builtTo().ifPresent(time -> node.put("built_to", time.toString()));
              freshness
                  .asOf()
                  .ifPresent(
                      time ->
                          node.putObject("since")
                              .put("authorizations", freshness.laterAuthorizations())
                              .put("transactions", freshness.laterTransactions())
                              .put("as_of", time.toString()));
            });
    return node;
  }

  static String type(Column.Type type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /** part_of_day as Part of day. */
  private static String label(String name) {
    String words = name.replace('_', ' ');
    return LABELS.getOrDefault(
        name, words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1));
  }

  private static String group(Dimension dimension) {
    if (dimension.name().startsWith("merchant")) {
      return "Merchant";
    }
    return switch (dimension.table().orElse(StarTable.DIM_OUTCOME)) {
      case DIM_DATE, DIM_TIME_OF_DAY -> "Time";
      case DIM_ADDRESS, DIM_CUSTOMER -> "Cardholder";
      case DIM_MERCHANT, DIM_CATEGORY -> "Merchant";
      case DIM_CARD -> "Card";
      default -> "Payment";
    };
  }

  private static void facts(ObjectNode node, Set<CubeFact> facts) {
    ArrayNode names = node.putArray("facts");
    facts.forEach(fact -> names.add(fact.name()));
  }
}
