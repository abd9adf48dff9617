package io.cardbeam.wire;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records of one contract in state: written under today's schema, read under whichever version of
 * the contract their fingerprint names. Where it is today's that costs one comparison. For all
 * threads.
 *
 * @param <T> class of the records
 */
public final class StoredContract<T extends SpecificRecord> {
  private final Class<T> recordClass;
  private final Schema today;
  private final long fingerprint;
  private final RecordCodec<T> codec;

  /** Readers keep buffers, so each thread has its own. */
  private final ThreadLocal<Map<Long, RecordReader<T>>> earlier =
      ThreadLocal.withInitial(HashMap::new);

  private StoredContract(Class<T> recordClass) {
    this.recordClass = recordClass;
    this.today = SpecificData.getForClass(recordClass).getSchema(recordClass);
    this.fingerprint = ContractVersions.fingerprint(today);
    this.codec = RecordCodec.of(recordClass);
  }

  /**
   * The records of a generated class.
   *
   * @throws IllegalArgumentException if a field is of a type that no contract has
   */
  public static <T extends SpecificRecord> StoredContract<T> of(Class<T> recordClass) {
    return new StoredContract<>(recordClass);
  }

  /** Fingerprint of today's schema, which is to be kept with what {@link #write} writes. */
  public long fingerprint() {
    return fingerprint;
  }

  /** Writes the body of a record; the encoder is not flushed. */
  public void write(T record, Encoder to) throws IOException {
    codec.write(record, to);
  }

  /**
   * Reads the body of the record that comes next.
   *
   * @param writer fingerprint of the schema that it was written under
   * @param format of the value that it is in, for an error
   * @throws UnreadableStateException if no version of this contract has the fingerprint
   */
  public T read(long writer, Decoder from, StateFormat format) throws IOException {
    return writer == fingerprint ? codec.read(from) : earlier(writer, format).read(from);
  }

  private RecordReader<T> earlier(long writer, StateFormat format) throws IOException {
    Map<Long, RecordReader<T>> known = earlier.get();
    RecordReader<T> reader = known.get(writer);
    if (reader == null) {
      ContractVersions.Version version =
          ContractVersions.known()
              .find(writer)
              .orElseThrow(() -> UnreadableStateException.ofSchema(format, writer));
      if (!version.reader().getFullName().equals(today.getFullName())) {
        throw UnreadableStateException.ofContract(
            format, writer, version.reader().getName(), today.getName());
      }
      reader = RecordReader.of(version.writer(), recordClass);
      known.put(writer, reader);
    }
    return reader;
  }
}
