package io.cardbeam.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Every version of every contract, today's and those of the {@link SchemaHistory}, by the 64-bit
 * fingerprint of its schema (CRC-64-AVRO of its parsing canonical form). What outlives the build
 * that wrote it, a record on Kafka or in state, has that fingerprint before its body.
 */
public final class ContractVersions {
  private final Map<Long, Version> byFingerprint;

  /**
   * A schema that records were written under.
   *
   * @param writer that schema
   * @param reader today's schema of the same record
   */
  public record Version(Schema writer, Schema reader) {}

  /** The history, parsed once in a process. */
  private static final class Known {
    static final ContractVersions ALL = new ContractVersions(SchemaHistory.earlierVersions());
  }

  /** Today's schemas and every earlier version in the history. */
  public static ContractVersions known() {
    return Known.ALL;
  }

  /**
   * @throws IllegalArgumentException if an earlier version is of a record that is no contract today
   */
  ContractVersions(Collection<Schema> earlierVersions) {
    Map<String, Schema> today = new HashMap<>();
    for (Schema schema : WireCodec.currentSchemas()) {
      today.put(schema.getFullName(), schema);
    }
    List<Schema> writers = new ArrayList<>(today.values());
    writers.addAll(earlierVersions);
    Map<Long, Version> versions = new HashMap<>();
    for (Schema writer : writers) {
      Schema reader = today.get(writer.getFullName());
      if (reader == null) {
        throw new IllegalArgumentException(
            "history holds " + writer.getFullName() + ", which is no record any more");
      }
      versions.put(fingerprint(writer), new Version(writer, reader));
    }
    this.byFingerprint = Map.copyOf(versions);
  }

  /** The version of a fingerprint, if it is known. */
  public Optional<Version> find(long fingerprint) {
    return Optional.ofNullable(byFingerprint.get(fingerprint));
  }

  /** All fingerprints under which records of a contract were ever written. */
  public List<Long> fingerprints(Schema today) {
    return byFingerprint.entrySet().stream()
        .filter(entry -> entry.getValue().reader().getFullName().equals(today.getFullName()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The fingerprint of a schema. */
  public static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }
}
