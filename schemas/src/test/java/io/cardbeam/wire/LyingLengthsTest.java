package io.cardbeam.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.cardbeam.event.Payment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every length in records of every version, and of others' schemas, replaced by one that lies. */
class LyingLengthsTest {
  private static final int RECORDS = 5;
  private static final long SEED = 7;

  /** What a refusal may take beyond its record: the exception, its texts, and a few objects. */
  private static final long REFUSAL_BYTES = 64 << 10;

  /** Avro makes room for as many values as a list announces, which its bytes bound. */
  private static final long BYTES_A_BYTE = 16;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<SchemaHistory.Version> versions() {
    return SchemaHistory.versions().stream();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aLengthThatLiesIsRefusedWithoutRoomForIt(SchemaHistory.Version version) throws IOException {
    Schema today =
        WireCodec.currentSchemas().stream()
            .filter(schema -> schema.getFullName().equals(version.schema().getFullName()))
            .findFirst()
            .orElseThrow();
    refusesEveryLie(version.schema(), today);
  }

  @Test
  void aLengthInAFieldThatIsSkippedIsRefusedToo() throws IOException {
    List<Schema.Field> fields = new ArrayList<>();
    Schema skipped =
        SchemaBuilder.record("Skipped")
            .fields()
            .requiredBytes("bytes")
            .requiredString("text")
            .name("texts")
            .type(SchemaBuilder.array().items().stringType())
            .noDefault()
            .name("numbers")
            .type(SchemaBuilder.map().values().longType())
            .noDefault()
            .endRecord();
    fields.add(new Schema.Field("skipped", skipped));
    for (Schema.Field field : Payment.getClassSchema().getFields()) {
      fields.add(new Schema.Field(field, field.schema()));
    }
    refusesEveryLie(
        Schema.createRecord("Payment", "", "io.cardbeam.event", false, fields),
        Payment.getClassSchema());
  }

  private static void refusesEveryLie(Schema writer, Schema today) throws IOException {
    BodyReader reader = new BodyReader(writer, today);
    int lies = 0;
    for (Object record : new RandomData(writer, RECORDS, SEED)) {
      byte[] bytes = bytes(writer, record);
      for (LengthFields.Span length : LengthFields.of(writer, bytes)) {
        int left = bytes.length - length.end();
        for (long lie : new long[] {-1, Long.MIN_VALUE, Integer.MAX_VALUE, 1 << 19, left + 1L}) {
          refusesWithoutRoom(reader, length.replaced(bytes, lie), lie + " at " + length);
          lies++;
        }
      }
    }
    assertThat(lies).isGreaterThanOrEqualTo(5 * RECORDS);
  }

  private static void refusesWithoutRoom(BodyReader reader, byte[] bytes, String what) {
    refusal(reader, bytes); // Loads the classes that are needed, which is not measured.
    long before = THREADS.getCurrentThreadAllocatedBytes();
    UnreadableRecordException refusal = refusal(reader, bytes);
    long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(refusal.code()).as(what).isIn("TRUNCATED", "BAD_BYTES", "TRAILING_BYTES");
    assertThat(taken).as(what).isLessThan(REFUSAL_BYTES + BYTES_A_BYTE * bytes.length);
  }

  private static UnreadableRecordException refusal(BodyReader reader, byte[] bytes) {
    return catchThrowableOfType(UnreadableRecordException.class, () -> reader.read(bytes, 0));
  }

  private static byte[] bytes(Schema writer, Object record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new GenericDatumWriter<>(writer, GenericData.get()).write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
