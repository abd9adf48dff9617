package io.cardbeam.console.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.text.CardNumberMask;
import io.cardbeam.text.PlainText;
import io.cardbeam.text.TextFlaw;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a JSON object, checked as they are taken; errors name the field, not its value. A
 * text is normalized, and refused if {@link PlainText} does.
 */
public final class JsonFields {
  private static final int MAX_NAME_CHARS = 40;

  private final ObjectNode node;
  private final String path;

  JsonFields(ObjectNode node, String path) {
    this.node = node;
    this.path = path;
  }

  /** The whole name of a field, for instance {@code merchant.name}. */
  public String nameOf(String field) {
    return path + field;
  }

  /** Refuses any field beside these: a misspelt one would otherwise be lost in silence. */
  public void allowOnly(Set<String> known) throws RefusedException {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        String masked = CardNumberMask.mask(name);
        throw RefusedException.badField(
            nameOf(masked.substring(0, Math.min(masked.length(), MAX_NAME_CHARS))),
            "no such field");
      }
    }
  }

  /** A text that must be there: not blank, no control characters, no card number. */
  public String text(String field, int maxChars) throws RefusedException {
    return present(field, optionalText(field, maxChars));
  }

  /** A text that may be left out or null. */
  public Optional<String> optionalText(String field, int maxChars) throws RefusedException {
    Optional<String> text = optionalString(field, maxChars).map(PlainText::normalized);
    if (text.isPresent()) {
      Optional<TextFlaw> flaw = PlainText.flaw(text.get(), maxChars);
      if (flaw.isPresent()) {
        throw RefusedException.badField(nameOf(field), flaw.get().what());
      }
      if (text.get().isBlank()) {
        throw RefusedException.badField(nameOf(field), "is empty");
      }
    }
    return text;
  }

  /** What must be there and is nobody's name: a card number or a key, taken as it stands. */
  public String secret(String field, int maxChars) throws RefusedException {
    return present(field, optionalString(field, maxChars));
  }

  private String present(String field, Optional<String> text) throws RefusedException {
    return text.orElseThrow(() -> RefusedException.badField(nameOf(field), "is missing"));
  }

  private Optional<String> optionalString(String field, int maxChars) throws RefusedException {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw RefusedException.badField(nameOf(field), "must be a string");
    }
    String text = value.textValue();
    if (text.isBlank()) {
      throw RefusedException.badField(nameOf(field), "is empty");
    }
    if (text.length() > maxChars) {
      throw RefusedException.badField(
          nameOf(field), "has " + text.length() + " characters, above " + maxChars);
    }
    return Optional.of(text);
  }

  /** A number between -limit and limit that may be left out or null. */
  public Optional<Double> optionalNumber(String field, double limit) throws RefusedException {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    double number = value.isNumber() ? value.doubleValue() : Double.NaN;
    if (!(Math.abs(number) <= limit)) {
      throw RefusedException.badField(
          nameOf(field), "must be a number between -" + limit + " and " + limit);
    }
    return Optional.of(number);
  }

  /** An object that must be there. */
  public JsonFields object(String field) throws RefusedException {
    JsonNode value = node.path(field);
    if (value instanceof ObjectNode object) {
      return new JsonFields(object, nameOf(field) + ".");
    }
    throw RefusedException.badField(
        nameOf(field), value.isMissingNode() ? "is missing" : "must be an object");
  }
}
