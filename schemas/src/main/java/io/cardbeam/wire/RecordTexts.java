package io.cardbeam.wire;

import io.cardbeam.text.PlainText;
import io.cardbeam.text.TextFlaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Every text of a record, in records and arrays within it too. They are found by the schema, so
 * that a field that is added is looked at from its first day.
 */
final class RecordTexts {
  /** What is asked of a text; the first argument is its field's name. */
  interface Rule {
    Optional<TextFlaw> flaw(String field, String text);
  }

  /** Names, ids and descriptions as they come in. */
  static final Rule INPUT = (field, text) -> PlainText.flaw(text);

  private final Rule rule;
  private final List<Field> fields = new ArrayList<>();

  RecordTexts(Schema schema, Rule rule) {
    this.rule = rule;
    for (Schema.Field field : schema.getFields()) {
      part(field.schema())
          .ifPresent(part -> fields.add(new Field(field.pos(), field.name(), part)));
    }
  }

  /**
   * Looks at each text in the order of the schema.
   *
   * @throws UnreadableRecordException for the first that is refused, named by its path as in {@code
   *     items[2].description}
   */
  void check(IndexedRecord record) throws UnreadableRecordException {
    Optional<Found> found = find(record);
    if (found.isPresent()) {
      TextFlaw flaw = found.get().flaw();
      throw new UnreadableRecordException(flaw.code(), found.get().path() + " " + flaw.what());
    }
  }

  private Optional<Found> find(IndexedRecord record) {
    for (Field field : fields) {
      Object value = record.get(field.position());
      if (value != null) {
        Optional<Found> found = field.part().find(field.name(), value);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** The part of a field's schema that may hold texts. */
  private Optional<Part> part(Schema schema) {
    return switch (schema.getType()) {
      case STRING -> Optional.of(this::ofText);
      case RECORD -> {
        RecordTexts texts = new RecordTexts(schema, rule);
        yield texts.fields.isEmpty() ? Optional.empty() : Optional.of(texts::ofRecord);
      }
      case ARRAY -> part(schema.getElementType()).map(RecordTexts::ofArray);
      case UNION -> {
        List<Schema> some =
            schema.getTypes().stream().filter(s -> s.getType() != Schema.Type.NULL).toList();
        if (some.size() != 1) {
          throw new IllegalArgumentException("a union of more than null and a type: " + schema);
        }
        yield part(some.get(0));
      }
      case MAP -> throw new IllegalArgumentException("texts of a map are not looked at: " + schema);
      default -> Optional.empty();
    };
  }

  private Optional<Found> ofText(String name, Object value) {
    return rule.flaw(name, value.toString()).map(flaw -> new Found(name, flaw));
  }

  private Optional<Found> ofRecord(String name, Object value) {
    return find((IndexedRecord) value).map(found -> found.within(name + "."));
  }

  private static Part ofArray(Part element) {
    return (name, value) -> {
      List<?> elements = (List<?>) value;
      for (int i = 0; i < elements.size(); i++) {
        Optional<Found> found = element.find("", elements.get(i));
        if (found.isPresent()) {
          String path = found.get().path();
          return Optional.of(new Found(name + "[" + i + "]" + path, found.get().flaw()));
        }
      }
      return Optional.empty();
    };
  }

  private interface Part {
    Optional<Found> find(String name, Object value);
  }

  private record Field(int position, String name, Part part) {}

  private record Found(String path, TextFlaw flaw) {
    Found within(String prefix) {
      return new Found(prefix + path, flaw);
    }
  }
}
