package io.cardbeam.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.cardbeam.feature.Feature;
import io.cardbeam.feature.FeatureList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the text of a model file; {@link ModelText#write} tells its form. */
public final class ModelFile {
  private final String source;
  private final JsonParser json;

  private ModelFile(String source, JsonParser json) {
    this.source = source;
    this.json = json;
  }

  /**
   * Reads a model, ready to score.
   *
   * @param source name of the file, for errors
   * @throws IllegalArgumentException as {@link #read}
   */
  public static FraudModel parse(String source, String text) {
    return read(source, text).model();
  }

  /**
   * Reads what a model file says.
   *
   * @param source name of the file, for errors
   * @throws IllegalArgumentException if it is cut off or damaged, with line and column; or if the
   *     model was trained on another list of features
   */
  public static ModelText read(String source, String text) {
    try (JsonParser json = new JsonFactory().createParser(text)) {
      return new ModelFile(source, json).read();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          source
              + " is no whole model file: "
              + e.getOriginalMessage()
              + at(e.getLocation())
              + "; train it again or copy it again",
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
    }
  }

  private static String at(JsonLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private ModelText read() throws IOException {
    expect(json.nextToken() == JsonToken.START_OBJECT, "an object");
    expect(field("format").equals(ModelText.FORMAT), ModelText.FORMAT);
    String version = field("version");
    String list = field("feature_list");
    if (!list.equals(FeatureList.hash())) {
      throw new IllegalArgumentException(
          source
              + " was trained on feature list "
              + list
              + ", and this is Cardbeam with feature list "
              + FeatureList.hash()
              + ": train it again with ./cardbeam train");
    }
    Map<String, String> training = new HashMap<>();
    name("training");
    expect(json.nextToken() == JsonToken.START_OBJECT, "an object");
    for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
      training.put(key, text());
    }
    List<String> categories = new ArrayList<>();
    name("categories");
    expect(json.nextToken() == JsonToken.START_ARRAY, "a list");
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      categories.add(json.getText());
    }
    expect(json.currentToken() == JsonToken.END_ARRAY, "the end of a list");
    Calibration calibration = calibration();
    ModelText.Trees first = trees("first");
    ModelText.Trees second = trees("second");
    expect(json.nextToken() == JsonToken.END_OBJECT, "the end");
    return new ModelText(version, training, categories, first, second, calibration);
  }

  private Calibration calibration() throws IOException {
    name("calibration");
    expect(json.nextToken() == JsonToken.START_OBJECT, "an object");
    name("slope");
    double slope = number();
    name("intercept");
    double intercept = number();
    expect(json.nextToken() == JsonToken.END_OBJECT, "the end of calibration");
    return new Calibration(slope, intercept);
  }

  private ModelText.Trees trees(String ensemble) throws IOException {
    name(ensemble);
    expect(json.nextToken() == JsonToken.START_OBJECT, "an object");
    name("base");
    float base = (float) number();
    name("trees");
    expect(json.nextToken() == JsonToken.START_ARRAY, "a list");
    List<Tree> trees = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(trees.size() < TreeEnsemble.MAX_TREES, "at most " + TreeEnsemble.MAX_TREES + " trees");
      trees.add(tree(0));
    }
    expect(json.nextToken() == JsonToken.END_OBJECT, "the end of an ensemble");
    return new ModelText.Trees(base, trees);
  }

  /** Reads the tree whose first token is the current one. */
  private Tree tree(int level) throws IOException {
    expect(level <= TreeEnsemble.MAX_DEPTH, "a tree of at most " + TreeEnsemble.MAX_DEPTH);
    if (json.currentToken() != JsonToken.START_ARRAY) {
      expect(isNumber(json.currentToken()), "a number or a split");
      return new Tree.Leaf(json.getFloatValue());
    }
    float value = (float) number();
    String name = text();
    Feature feature =
        FeatureList.named(name)
            .orElseThrow(() -> new IllegalArgumentException(source + ": no feature " + name));
    float threshold = (float) number();
    String missing = text();
    expect(missing.equals("l") || missing.equals("r"), "l or r");
    json.nextToken();
    Tree left = tree(level + 1);
    json.nextToken();
    Tree right = tree(level + 1);
    expect(json.nextToken() == JsonToken.END_ARRAY, "the end of a split");
    return new Tree.Split(value, feature, threshold, missing.equals("l"), left, right);
  }

  private String field(String name) throws IOException {
    name(name);
    return text();
  }

  private void name(String name) throws IOException {
    String found = json.nextFieldName();
    expect(name.equals(found), "\"" + name + "\"");
  }

  private String text() throws IOException {
    expect(json.nextToken() == JsonToken.VALUE_STRING, "a text");
    return json.getText();
  }

  private double number() throws IOException {
    expect(isNumber(json.nextToken()), "a number");
    return json.getDoubleValue();
  }

  private static boolean isNumber(JsonToken token) {
    return token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT;
  }

  private void expect(boolean found, String what) {
    if (!found) {
      throw new IllegalArgumentException(
          source
              + " is no whole model file: expected "
              + what
              + at(json.currentTokenLocation())
              + "; train it again or copy it again");
    }
  }
}
