package io.cardbeam.pipeline.statement;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** In what a statement's document is another than the one that it must be, in words. */
public final class DocumentDifference {
  /** Fields that are told; of more only how many. */
  static final int MOST_FIELDS = 5;

  private final List<String> fields = new ArrayList<>();
  private int count;

  private DocumentDifference() {}

  /**
   * Compares two documents.
   *
   * @return empty if they are the same bytes; else the fields that differ, by their JSON pointers,
   *     or that they differ in form alone
   */
  public static String of(byte[] expected, byte[] found) throws IOException {
    int at = Arrays.mismatch(expected, found);
    if (at < 0) {
      return "";
    }
    JsonNode told;
    try {
      told = IssuedDocument.tree(found);
    } catch (IOException e) {
      return "can't be read: " + e.getMessage();
    }
    DocumentDifference difference = new DocumentDifference();
    difference.compare("", IssuedDocument.tree(expected), told);
    if (difference.count == 0) {
      return "tells the same in another form, from byte " + at + " on";
    }
    int more = difference.count - difference.fields.size();
    return String.join("; ", difference.fields)
        + (more > 0 ? "; and " + more + " fields more" : "");
  }

  /** Of one that must not be there: whether it can be read at all. */
  public static String unexpected(byte[] found) {
    try {
      IssuedDocument.of(found).statement();
      return "is there, and the archive gives none";
    } catch (IOException e) {
      return "can't be read: " + e.getMessage();
    }
  }

  private void compare(String pointer, JsonNode expected, JsonNode found) {
    if (expected.isObject() && found.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      for (Iterator<String> all = expected.fieldNames(); all.hasNext(); ) {
        names.add(all.next());
      }
      for (Iterator<String> all = found.fieldNames(); all.hasNext(); ) {
        names.add(all.next());
      }
      names.forEach(name -> compare(pointer + "/" + name, expected.path(name), found.path(name)));
    } else if (expected.isArray() && found.isArray()) {
      for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
        compare(pointer + "/" + i, expected.path(i), found.path(i));
      }
    } else if (!expected.toString().equals(found.toString())) {
      // As texts, since 1 and 1.0 are equal to nobody who reads minor units.
      count++;
      if (fields.size() < MOST_FIELDS) {
        fields.add("%s expected %s, found %s".formatted(pointer, shown(expected), shown(found)));
      }
    }
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }
}
