package io.cardbeam.pipeline.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cardbeam.measure.drift.DriftTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A {@link DriftTable} as JSON, one line, names in snake case. */
public final class DriftJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private DriftJson() {}

  /** The text. */
  public static String text(DriftTable table) {
    try {
      return JSON.writeValueAsString(table);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a table holds figures and texts only", e);
    }
  }

  /**
   * Reads the table in a local file.
   *
   * @throws IOException if it can't be read, or is no such table
   */
  public static DriftTable read(Path file) throws IOException {
    return JSON.readValue(Files.readString(file), DriftTable.class);
  }
}
