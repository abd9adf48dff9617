package io.cardbeam.wire;

import java.util.IdentityHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * Schemas that files bring along, or a registry has. Avro's parser and its resolution follow a
 * schema as deep as it goes, and one that holds itself without end; such are refused before.
 */
public final class WriterSchema {
  /** Longest text of one, characters. */
  public static final int MAX_CHARS = 1 << 20;

  /** Deepest nesting of brackets in the JSON. */
  public static final int MAX_DEPTH = 64;

  /** Most types in a schema, a named one counted each time that it is used. */
  public static final int MAX_TYPES = 4_096;

  private static final long OPEN = -1;

  private WriterSchema() {}

  /**
   * The schema in a text.
   *
   * @param parser that knows the named types which the text refers to
   * @throws SchemaParseException if it is none, or beyond a limit; says what is wrong with "it"
   */
  public static Schema parse(Schema.Parser parser, String json) {
    if (json.length() > MAX_CHARS) {
      throw new SchemaParseException("it is longer than " + MAX_CHARS + " characters");
    }
    requireFlat(json);
    Schema schema;
    try {
      schema = parser.parse(json);
    } catch (SchemaParseException e) {
      throw e;
    } catch (RuntimeException e) {
      // Avro's parser throws whatever goes wrong in it, not only what it declares.
      throw new SchemaParseException(e);
    }
    if (types(schema, new IdentityHashMap<>()) > MAX_TYPES) {
      throw new SchemaParseException("it has more than " + MAX_TYPES + " types");
    }
    return schema;
  }

  private static void requireFlat(String json) {
    int depth = 0;
    boolean inText = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (inText) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          inText = false;
        }
      } else if (c == '"') {
        inText = true;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      }
      if (depth > MAX_DEPTH) {
        throw new SchemaParseException("it is nested more than " + MAX_DEPTH + " deep");
      }
    }
  }

  /**
   * How many types there are.
   *
   * @param known those of records that were counted; {@link #OPEN} while one is being counted
   */
  private static long types(Schema schema, IdentityHashMap<Schema, Long> known) {
    return switch (schema.getType()) {
      case RECORD -> {
        Long before = known.get(schema);
        if (before != null && before == OPEN) {
          throw new SchemaParseException("it holds itself: " + schema.getFullName());
        }
        if (before == null) {
          known.put(schema, OPEN);
          long sum = 1;
          for (Schema.Field field : schema.getFields()) {
            sum = Math.min(sum + types(field.schema(), known), MAX_TYPES + 1L);
          }
          known.put(schema, sum);
          before = sum;
        }
        yield before;
      }
      case ARRAY -> 1 + types(schema.getElementType(), known);
      case MAP -> 1 + types(schema.getValueType(), known);
      case UNION -> {
        long sum = 1;
        for (Schema one : schema.getTypes()) {
          sum = Math.min(sum + types(one, known), MAX_TYPES + 1L);
        }
        yield sum;
      }
      default -> 1;
    };
  }
}
