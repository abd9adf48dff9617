package io.cardbeam.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The text form of {@link Costs}. */
final class CostsFile {
  private static final List<String> NAMES =
      List.of(
          "version",
          "currency",
          "loss_given_fraud",
          "fraud_fee_minor",
          "wrong_decline_minor",
          "wrong_decline_share",
          "step_up_minor",
          "step_up_missed",
          "step_up_abandoned",
          "alert_from",
          "reviews_a_day");

  private final String source;
  private final Map<String, String> values = new LinkedHashMap<>();

  private CostsFile(String source) {
    this.source = source;
  }

  static Costs parse(String source, String text) {
    CostsFile file = new CostsFile(source);
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      file.line(i + 1, lines[i].strip());
    }
    return file.costs();
  }

  private void line(int number, String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    String[] parts = line.split("=", 2);
    String name = parts[0].strip();
    if (parts.length < 2 || !NAMES.contains(name)) {
      throw new IllegalArgumentException(
          source + " line " + number + ": not one of " + String.join(", ", NAMES) + " = value");
    }
    if (values.put(name, parts[1].strip()) != null) {
      throw new IllegalArgumentException(source + " line " + number + ": " + name + " comes twice");
    }
  }

  private Costs costs() {
    try {
      return new Costs(
          text("version"),
          text("currency"),
          Double.parseDouble(text("loss_given_fraud")),
          Long.parseLong(text("fraud_fee_minor")),
          Long.parseLong(text("wrong_decline_minor")),
          Double.parseDouble(text("wrong_decline_share")),
          Long.parseLong(text("step_up_minor")),
          Double.parseDouble(text("step_up_missed")),
          Double.parseDouble(text("step_up_abandoned")),
          Double.parseDouble(text("alert_from")),
          Integer.parseInt(text("reviews_a_day")));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(source + ": not a number: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
    }
  }

  private String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }
}
