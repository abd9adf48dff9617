package io.cardbeam.model;

import io.cardbeam.feature.Feature;
import io.cardbeam.feature.FeatureList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model file says, before it is made ready to score.
 *
 * @param version name of this model
 * @param training what it was trained on and how, as names with values, for people
 * @param categories categories in order of rank
 * @param first trees of the first ensemble, with their base log-odds
 * @param second trees of the second ensemble
 * @param calibration of the second's log-odds
 */
public record ModelText(
    String version,
    Map<String, String> training,
    List<String> categories,
    Trees first,
    Trees second,
    Calibration calibration) {

  /** First line of every model file. */
  static final String FORMAT = "cardbeam-model-1";

  public ModelText {
    training = new TreeMap<>(training);
    categories = List.copyOf(categories);
  }

  /**
   * An ensemble as text has it.
   *
   * @param base log-odds before any tree
   * @param trees in the order in which they are summed
   */
  public record Trees(float base, List<Tree> trees) {
    public Trees {
      trees = List.copyOf(trees);
    }

    /** Ready to score. */
    public TreeEnsemble ensemble() {
      return new TreeEnsemble(base, trees);
    }
  }

  /** Ready to score. */
  public FraudModel model() {
    return new FraudModel(version, categories, first.ensemble(), second.ensemble(), calibration);
  }

  /**
   * The file: JSON, a tree a line. A split is {@code [mean, "feature", threshold, "l" or "r" for a
   * missing value, left, right]} and a leaf a number. The same model is the same text.
   */
  public String write() {
    StringBuilder out = new StringBuilder(1 << 18);
    out.append("{\"format\": ").append(quoted(FORMAT)).append(",\n");
    out.append("\"version\": ").append(quoted(version)).append(",\n");
    out.append("\"feature_list\": ").append(quoted(FeatureList.hash())).append(",\n");
    out.append("\"training\": {");
    String separator = "\n";
    for (Map.Entry<String, String> entry : training.entrySet()) {
      out.append(separator).append("  ").append(quoted(entry.getKey())).append(": ");
      out.append(quoted(entry.getValue()));
      separator = ",\n";
    }
    out.append("},\n\"categories\": [");
    separator = "";
    for (String category : categories) {
      out.append(separator).append(quoted(category));
      separator = ", ";
    }
    out.append("],\n\"calibration\": {\"slope\": ").append(calibration.slope());
    out.append(", \"intercept\": ").append(calibration.intercept()).append("},\n");
    write("first", first, out);
    out.append(",\n");
    write("second", second, out);
    return out.append("}\n").toString();
  }

  private static void write(String name, Trees trees, StringBuilder out) {
    out.append('"').append(name).append("\": {\"base\": ").append(trees.base());
    out.append(", \"trees\": [");
    String separator = "\n";
    for (Tree tree : trees.trees()) {
      out.append(separator);
      write(tree, out);
      separator = ",\n";
    }
    out.append("]}");
  }

  private static void write(Tree tree, StringBuilder out) {
    if (tree instanceof Tree.Split split) {
      Feature feature = split.feature();
      out.append('[').append(split.value()).append(",\"").append(feature.name()).append("\",");
      out.append(split.threshold()).append(split.missingLeft() ? ",\"l\"," : ",\"r\",");
      write(split.left(), out);
      out.append(',');
      write(split.right(), out);
      out.append(']');
    } else {
      out.append(tree.value());
    }
  }

  /** A JSON string. */
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
