package io.cardbeam.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The versions of each contract that were ever released, kept in {@code schemas/avro/history} as
 * {@code NAME.N.avsc} (self-contained, N from 1) and listed in {@code index} there.
 */
public final class SchemaHistory {
  private static final String FOLDER = "history/";

  private SchemaHistory() {}

  /** Every version of every contract, today's too, in the order of their release. */
  public static List<Schema> earlierVersions() {
    return lines("index").stream()
        .filter(line -> !line.isBlank())
        .map(name -> new Schema.Parser().parse(String.join("\n", lines(name))))
        .toList();
  }

  private static List<String> lines(String name) {
    try (InputStream in = SchemaHistory.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("schema history lacks " + name);
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
