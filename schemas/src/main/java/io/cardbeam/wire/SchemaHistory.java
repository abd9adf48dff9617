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
 * The versions of each contract that anything may have been written by, kept in {@code
 * schemas/avro/history} as {@code NAME.N.avsc} (self-contained, N from 1, the highest is today's)
 * and listed in {@code index} there.
 */
public final class SchemaHistory {
  private static final String FOLDER = "history/";
  private static final String SUFFIX = ".avsc";

  private SchemaHistory() {}

  /**
   * One version of a contract.
   *
   * @param name {@code NAME.N}, as its files are called
   * @param number N: 1 for the oldest
   */
  public record Version(String name, int number, Schema schema) {
    static Version of(String file, Schema schema) {
      String name = file.substring(0, file.length() - SUFFIX.length());
      String number = name.substring(name.lastIndexOf('.') + 1);
      return new Version(name, Integer.parseInt(number), schema);
    }
  }

  /** Every version of every contract, today's too, a contract's oldest first. */
  public static List<Version> versions() {
    return lines("index").stream()
        .filter(line -> !line.isBlank())
        .map(file -> Version.of(file, new Schema.Parser().parse(String.join("\n", lines(file)))))
        .toList();
  }

  /** Schemas of {@link #versions}. */
  public static List<Schema> earlierVersions() {
    return versions().stream().map(Version::schema).toList();
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
