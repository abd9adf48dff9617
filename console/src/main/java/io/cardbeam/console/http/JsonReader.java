package io.cardbeam.console.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.text.PlainText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a JSON object and collects everything that is wrong with them. Read all
 * fields, whatever came of the others, then call {@link #done}: it refuses what was found, and
 * fields that nobody read, which are misspelt or not known here. After it, what is required is
 * present. {@code null} is the same as left out. Problems name fields and quote no values.
 */
public final class JsonReader {
  private static final String NOTHING = "";

  private final @Nullable ObjectNode node;
  private final String pointer;
  private final JsonProblems problems;
  private final Set<String> read = new HashSet<>();
  private final List<JsonReader> children = new ArrayList<>();

  private JsonReader(@Nullable ObjectNode node, String pointer, JsonProblems problems) {
    this.node = node;
    this.pointer = pointer;
    this.problems = problems;
  }

  /** A reader of this object, the whole body. */
  public static JsonReader of(ObjectNode body) {
    return new JsonReader(body, "#", new JsonProblems());
  }

  /** A text that must be there: not blank, visible, at most so long, no card number; in NFC. */
  public Optional<String> text(String field, int maxChars) {
    return required(field, optionalText(field, maxChars));
  }

  /** The same that may be left out. */
  public Optional<String> optionalText(String field, int maxChars) {
    Optional<String> text = string(field, maxChars);
    Optional<String> flaw = text.flatMap(t -> EdgeText.flaw(t, maxChars));
    flaw.ifPresent(what -> problem(field, what));
    return flaw.isPresent() ? Optional.empty() : text.map(PlainText::normalized);
  }

  /**
   * A code that must be there.
   *
   * @param form what the whole text must match
   * @param expectation the form in words, after "must be"
   */
  public Optional<String> code(String field, Pattern form, String expectation) {
    return required(field, optionalCode(field, form, expectation));
  }

  /** The same that may be left out. */
  public Optional<String> optionalCode(String field, Pattern form, String expectation) {
    Optional<String> text = optionalText(field, PlainText.MAX_CHARS);
    if (text.isPresent() && !form.matcher(text.get()).matches()) {
      problem(field, "must be " + expectation);
      return Optional.empty();
    }
    return text;
  }

  /** What must be there and is nobody's name, a card number or a key: taken as it stands. */
  public Optional<String> secret(String field, int maxChars) {
    Optional<String> text = string(field, maxChars);
    if (text.isPresent() && text.get().isBlank()) {
      problem(field, "is empty");
      return Optional.empty();
    }
    if (text.isPresent() && !EdgeText.canBeStored(text.get())) {
      problem(field, "holds U+0000 or half of a surrogate pair");
      return Optional.empty();
    }
    return required(field, text);
  }

  /** One of an enum's names, as they are written in Java, that must be there. */
  public <E extends Enum<E>> Optional<E> choice(String field, Class<E> type) {
    return required(field, optionalChoice(field, type));
  }

  /** The same that may be left out. */
  public <E extends Enum<E>> Optional<E> optionalChoice(String field, Class<E> type) {
    Optional<String> text = string(field, PlainText.MAX_CHARS);
    Optional<E> found =
        Arrays.stream(type.getEnumConstants())
            .filter(e -> e.name().equals(text.orElse(NOTHING)))
            .findFirst();
    if (text.isPresent() && found.isEmpty()) {
      List<String> names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
      problem(field, "must be one of " + String.join(", ", names));
    }
    return found;
  }

  /** A whole number within these bounds that must be there. */
  public Optional<Long> wholeNumber(String field, long least, long most) {
    return required(field, optionalWholeNumber(field, least, most));
  }

  /** The same that may be left out. */
  public Optional<Long> optionalWholeNumber(String field, long least, long most) {
    return value(field)
        .flatMap(
            v -> {
              boolean good = v.isIntegralNumber() && v.canConvertToLong();
              long number = good ? v.longValue() : 0;
              if (!good || number < least || number > most) {
                problem(field, "must be a whole number from " + least + " to " + most);
                return Optional.empty();
              }
              return Optional.of(number);
            });
  }

  /** A number within these bounds that may be left out. */
  public Optional<Double> optionalNumber(String field, double least, double most) {
    return value(field)
        .flatMap(
            v -> {
              double number = v.isNumber() ? v.doubleValue() : Double.NaN;
              if (!(number >= least && number <= most)) {
                problem(
                    field,
                    String.format(Locale.ROOT, "must be a number from %s to %s", least, most));
                return Optional.empty();
              }
              return Optional.of(number);
            });
  }

  /** True or false, which may be left out. */
  public Optional<Boolean> optionalFlag(String field) {
    Optional<JsonNode> value = value(field);
    if (value.isPresent() && !value.get().isBoolean()) {
      problem(field, "must be true or false");
      return Optional.empty();
    }
    return value.map(JsonNode::booleanValue);
  }

  /** An object that must be there. If it is not, its reader finds nothing, and nothing wrong. */
  public JsonReader object(String field) {
    return required(field, optionalObject(field))
        .orElseGet(() -> new JsonReader(null, pointerTo(field), problems));
  }

  /** An object that may be left out. */
  public Optional<JsonReader> optionalObject(String field) {
    Optional<JsonNode> value = value(field);
    if (value.isPresent() && !(value.get() instanceof ObjectNode)) {
      problem(field, "must be an object");
      return Optional.empty();
    }
    return value.map(v -> child((ObjectNode) v, pointerTo(field)));
  }

  /** An array of objects that may be left out, then it is empty. */
  public List<JsonReader> objects(String field, int most) {
    Optional<JsonNode> value = value(field);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof ArrayNode array) || array.size() > most) {
      problem(field, "must be an array of at most " + most + " objects");
      return List.of();
    }
    List<JsonReader> all = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i) instanceof ObjectNode object) {
        all.add(child(object, pointerTo(field) + "/" + i));
      } else {
        problem(field + "/" + i, "must be an object");
      }
    }
    return all;
  }

  /** An array of ids that may be left out, then it is empty; each is taken as it stands. */
  public List<String> ids(String field, int most, int maxChars) {
    Optional<JsonNode> value = value(field);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof ArrayNode array) || array.isEmpty() || array.size() > most) {
      problem(field, "must be an array of 1 to " + most + " strings");
      return List.of();
    }
    List<String> all = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      String text = array.get(i).asText();
      if (!array.get(i).isTextual()
          || text.isBlank()
          || text.length() > maxChars
          || !EdgeText.canBeStored(text)) {
        problem(field + "/" + i, "must be a string of 1 to " + maxChars + " characters");
      }
      all.add(text);
    }
    return all;
  }

  /** Whether the field is there, right or wrong. It counts as read. */
  public boolean has(String field) {
    return value(field).isPresent();
  }

  /** Where a field is: a JSON pointer as a URI fragment, such as {@code #/merchant/name}. */
  public String pointerTo(String field) {
    return pointer + "/" + field;
  }

  /**
   * Adds what is wrong with a field.
   *
   * @param detail follows the field's name: "must be a date"; quotes nothing of the value
   */
  public void problem(String field, String detail) {
    if (node != null) {
      problems.add(pointerTo(field), detail);
    }
  }

  /** Whether nothing is wrong so far. */
  public boolean isRight() {
    return problems.isEmpty();
  }

  /**
   * Ends the reading of the whole body.
   *
   * @throws RefusedException {@link ProblemType#INVALID_REQUEST} with everything that is wrong
   */
  public void done() throws RefusedException {
    refuseUnread();
    problems.refuse();
  }

  private void refuseUnread() {
    if (node != null) {
      for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        if (!read.contains(name)) {
          problems.add(pointer + "/" + JsonProblems.shown(name), "is not a field of this request");
        }
      }
    }
    children.forEach(JsonReader::refuseUnread);
  }

  private JsonReader child(ObjectNode object, String at) {
    JsonReader child = new JsonReader(object, at, problems);
    children.add(child);
    return child;
  }

  private <T> Optional<T> required(String field, Optional<T> value) {
    if (value.isEmpty() && node != null && isMissing(node.path(field))) {
      problem(field, "is missing");
    }
    return value;
  }

  private Optional<String> string(String field, int maxChars) {
    Optional<JsonNode> value = value(field);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!value.get().isTextual()) {
      problem(field, "must be a string");
      return Optional.empty();
    }
    String text = value.get().textValue();
    if (text.length() > maxChars) {
      problem(field, "has " + text.length() + " characters, above " + maxChars);
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private Optional<JsonNode> value(String field) {
    read.add(field);
    JsonNode value = node == null ? null : node.path(field);
    return value == null || isMissing(value) ? Optional.empty() : Optional.of(value);
  }

  private static boolean isMissing(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }
}
