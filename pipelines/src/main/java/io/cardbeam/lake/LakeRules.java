package io.cardbeam.lake;

import io.cardbeam.event.ListEntry;
import io.cardbeam.event.RuleVersion;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Rules and list entries in the lake: {@code rules/RuleVersion/date=2026-03-02/hour=10}, by the
 * hour in which they were published, UTC.
 */
public final class LakeRules {
  /** Schemas of what lies under {@code rules}. */
  public static final List<Schema> SCHEMAS =
      List.of(RuleVersion.getClassSchema(), ListEntry.getClassSchema());

  private LakeRules() {}

  /** Folder of a record, without a slash at the end. */
  public static String folder(RuleRecord record) {
    return LakeFolder.ofHour(folder(record.body().getSchema()), record.publishedAtMillis());
  }

  /** Folder of all records of a schema. */
  public static String folder(Schema schema) {
    return Topic.RULES.topicName() + "/" + schema.getName();
  }

  /**
   * Writes a file; the same records, the same bytes.
   *
   * @param records of one schema, at least one
   * @param out closed at the end
   */
  public static void write(List<RuleRecord> records, OutputStream out) throws IOException {
    Schema schema = records.get(0).body().getSchema();
    PublishedFile.write(
        schema,
        records.stream().sorted(RuleRecord.PUBLISHED_ORDER).map(RuleRecord::body).toList(),
        out);
  }

  /** A file that is being read, written under any version of its schema. */
  public static final class Reader implements LakeReader<RuleRecord> {
    private final LakeReader<RuleRecord> file;

    /**
     * Opens a file.
     *
     * @throws DamagedAvroFileException if it is no Avro file, or of a record that can't be read as
     *     this schema
     */
    public Reader(Schema schema, InputStream in) throws IOException {
      file = new PublishedFile.Reader<>(schema, RuleRecord::of, in);
    }

    @Override
    public Optional<RuleRecord> next() throws IOException {
      return file.next();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
