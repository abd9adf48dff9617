package io.cardbeam.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.Payment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {
  private static final Instant TIME = Instant.parse("2025-03-01T12:00:00Z");
  private static final Payment PAYMENT = new Payment("p-1", "card", TIME, TIME, 100L, "USD", "ACH");

  /** A payment with one more field, which may contain itself to any depth. */
  private static final Schema NESTED =
      new Schema.Parser()
          .parse(
              Payment.getClassSchema()
                  .toString()
                  .replaceFirst(
                      "\"fields\":\\[",
                      "\"fields\":[{\"name\":\"chain\",\"type\":{\"type\":\"record\",\"name\":\"Link\","
                          + "\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"Link\"]}]}},"));

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_000, 100_000, 1_000_000})
  void aFieldNestedToAnyDepthIsSkipped(int depth) throws IOException, UnreadableRecordException {
    BodyReader reader = new BodyReader(NESTED, Payment.getClassSchema());
    assertThat(reader.read(nested(depth), 0)).isEqualTo(PAYMENT);
  }

  private static byte[] nested(int depth) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    for (int i = 0; i < depth; i++) {
      encoder.writeIndex(1);
    }
    encoder.writeIndex(0);
    encoder.flush();
    bytes.write(EventType.PAYMENT.codec().bytes(PAYMENT));
    return bytes.toByteArray();
  }
}
