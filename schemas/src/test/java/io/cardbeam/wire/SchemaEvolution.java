package io.cardbeam.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * What keeps today's schema from reading what an earlier version wrote, a line for each field. Two
 * things are looked for: what Avro can't resolve, and a field that is gone without a word. Avro
 * takes the latter, but it is what a rename without an alias looks like, and its values would be
 * lost in silence.
 */
final class SchemaEvolution {
  private final Set<String> dropped;

  /**
   * @param dropped fields that are gone for good, each as {@code Record.field}
   */
  SchemaEvolution(Set<String> dropped) {
    this.dropped = Set.copyOf(dropped);
  }

  /** What is wrong; nothing, if all that the version wrote is read as today. */
  List<String> problems(Schema today, SchemaHistory.Version earlier) {
    String then = earlier.name() + " ";
    String start = earlier.schema().getName() + ", field ";
    return ofRecord(today, earlier.schema(), "", then).stream()
        .map(found -> start + found.path + ": " + found.words)
        .toList();
  }

  private record Problem(String path, String words) {}

  private List<Problem> ofRecord(Schema today, Schema earlier, String prefix, String then) {
    List<Problem> problems = new ArrayList<>();
    for (Schema.Field now : today.getFields()) {
      String path = prefix + now.name();
      Optional<Schema.Field> before = counterpart(now, earlier);
      if (before.isPresent()) {
        problems.addAll(ofValue(now.schema(), before.get().schema(), path, then));
      } else if (!now.hasDefaultValue()) {
        problems.add(
            new Problem(
                path,
                then
                    + "does not have it, and it has no default. Give it a default, or, if it was"
                    + " renamed, its old name among its aliases"));
      }
    }
    for (Schema.Field before : earlier.getFields()) {
      String key = earlier.getName() + "." + before.name();
      boolean read = today.getFields().stream().anyMatch(now -> isCalled(now, before.name()));
      if (!read && !dropped.contains(key)) {
        problems.add(new Problem(prefix + before.name(), lost(before.name(), key)));
      }
    }
    return problems;
  }

  private static Optional<Schema.Field> counterpart(Schema.Field now, Schema earlier) {
    return earlier.getFields().stream().filter(before -> isCalled(now, before.name())).findFirst();
  }

  private static boolean isCalled(Schema.Field now, String name) {
    return now.name().equals(name) || now.aliases().contains(name);
  }

  /** Avro's own account of a whole record loses the field's name where a union is written. */
  private List<Problem> ofValue(Schema today, Schema earlier, String path, String then) {
    Optional<Schema> recordNow = recordIn(today);
    Optional<Schema> recordThen = recordIn(earlier);
    List<Problem> within =
        recordNow.isPresent() && recordThen.isPresent()
            ? ofRecord(recordNow.get(), recordThen.get(), path + ".", then)
            : List.of();
    if (!within.isEmpty()) {
      return within;
    }
    return SchemaCompatibility.checkReaderWriterCompatibility(today, earlier)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(found -> new Problem(path, then + words(found)))
        .toList();
  }

  private static String lost(String name, String key) {
    return "today's schema has no such field. If it was renamed, give the field that it is now the"
        + " alias "
        + name
        + "; if it is gone for good, add the line "
        + key
        + " to schemas/avro/history/dropped";
  }

  private static String words(Incompatibility found) {
    Schema writer = found.getWriterFragment();
    Schema reader = found.getReaderFragment();
    return switch (found.getType()) {
      case READER_FIELD_MISSING_DEFAULT_VALUE -> "lacks " + found.getMessage();
      case TYPE_MISMATCH ->
          "may write "
              + type(writer)
              + ", which can't be read as "
              + type(reader)
              + ". Keep the old type, widen it (int to long to double, T to null or T), or add a"
              + " field of another name";
      case MISSING_UNION_BRANCH ->
          "may write "
              + unread(reader, writer)
              + ", for which "
              + type(reader)
              + " has no branch. Take that type in again";
      case MISSING_ENUM_SYMBOLS ->
          "may write "
              + writer.getEnumSymbols().stream()
                  .filter(symbol -> !reader.hasEnumSymbol(symbol))
                  .collect(Collectors.joining(", "))
              + ", which "
              + reader.getName()
              + " lacks. Put it back, or give the enum a default to read it as";
      case NAME_MISMATCH ->
          "calls its type "
              + writer.getFullName()
              + ". Give "
              + reader.getFullName()
              + " that name among its aliases";
      case FIXED_SIZE_MISMATCH -> "has another size. Keep it";
    };
  }

  private static String unread(Schema reader, Schema writer) {
    return (writer.isUnion() ? writer.getTypes() : List.of(writer))
        .stream()
            .filter(
                branch ->
                    SchemaCompatibility.checkReaderWriterCompatibility(reader, branch).getType()
                        != SchemaCompatibilityType.COMPATIBLE)
            .map(SchemaEvolution::type)
            .collect(Collectors.joining(" or "));
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED -> schema.getName();
      case UNION ->
          schema.getTypes().stream().map(SchemaEvolution::type).collect(Collectors.joining(" or "));
      case ARRAY -> "array of " + type(schema.getElementType());
      default -> schema.getType().getName();
    };
  }

  private static Optional<Schema> recordIn(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> Optional.of(schema);
      case ARRAY -> recordIn(schema.getElementType());
      case UNION ->
          schema.getTypes().stream().flatMap(branch -> recordIn(branch).stream()).findFirst();
      default -> Optional.empty();
    };
  }
}
