package io.cardbeam.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.feature.Feature;
import io.cardbeam.model.Tree;
import java.util.List;

/** Reads a tree as xgboost dumps it, with the number of rows at each node ("cover"). */
final class TreeDump {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TreeDump() {}

  private record Weighted(Tree tree, double cover) {}

  /**
   * Reads a tree.
   *
   * @param features columns that it was grown on, by their number
   */
  static Tree read(String dump, List<Feature> features) {
    try {
      return read(JSON.readTree(dump), features).tree();
    } catch (JsonProcessingException e) {
      throw new TrainingException("xgboost dumped a tree that is not JSON", e);
    }
  }

  /**
   * Adds up what the splits of a tree gained.
   *
   * @param gains gets the gains by the features' places in {@code features}
   */
  static void addGains(String dump, double[] gains) {
    try {
      addGains(JSON.readTree(dump), gains);
    } catch (JsonProcessingException e) {
      throw new TrainingException("xgboost dumped a tree that is not JSON", e);
    }
  }

  private static void addGains(JsonNode node, double[] gains) {
    if (node.has("split")) {
      gains[column(node)] += node.path("gain").asDouble();
      node.get("children").forEach(child -> addGains(child, gains));
    }
  }

  private static int column(JsonNode split) {
    return Integer.parseInt(split.get("split").asText().substring(1));
  }

  private static Weighted read(JsonNode node, List<Feature> features) {
    double cover = node.path("cover").asDouble();
    if (node.has("leaf")) {
      return new Weighted(new Tree.Leaf((float) node.get("leaf").asDouble()), cover);
    }
    int yes = node.get("yes").asInt();
    JsonNode children = node.get("children");
    JsonNode first = children.get(0);
    JsonNode second = children.get(1);
    boolean firstIsYes = first.get("nodeid").asInt() == yes;
    Weighted left = read(firstIsYes ? first : second, features);
    Weighted right = read(firstIsYes ? second : first, features);
    double covers = left.cover() + right.cover();
    double mean =
        (left.cover() * left.tree().value() + right.cover() * right.tree().value()) / covers;
    Feature feature = features.get(column(node));
    return new Weighted(
        new Tree.Split(
            (float) mean,
            feature,
            (float) node.get("split_condition").asDouble(),
            node.get("missing").asInt() == yes,
            left.tree(),
            right.tree()),
        covers);
  }
}
