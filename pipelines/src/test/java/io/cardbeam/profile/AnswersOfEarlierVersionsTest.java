package io.cardbeam.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.sample.GeneratedCards;
import io.cardbeam.wire.SchemaHistory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

/** State outlives releases: answers in it are read whatever version of their schema wrote them. */
class AnswersOfEarlierVersionsTest {
  private static final int HEADER_BYTES = 10;

  @Test
  void areReadAsTodays() throws IOException {
    CardProfile profile = ProfileAfter.deciding(GeneratedCards.of(3, 1, 60));
    AuthorizationDecision last = profile.answers().get(profile.answers().size() - 1);
    List<Schema> versions =
        SchemaHistory.earlierVersions().stream()
            .filter(s -> s.getFullName().equals(last.getSchema().getFullName()))
            .toList();
    assertThat(versions).hasSizeGreaterThanOrEqualTo(3);
    for (Schema version : versions) {
      CardProfile read = read(withLastAnswer(profile, last, version));
      AuthorizationDecision answer = read.answers().get(read.answers().size() - 1);
      assertThat(read.answers()).hasSameSizeAs(profile.answers());
      assertThat(answer.getRequestId()).isEqualTo(last.getRequestId());
      assertThat(answer.getOutcome()).isEqualTo(last.getOutcome());
      assertThat(answer.getFraudProbability()).isEqualTo(last.getFraudProbability());
      assertThat(answer.getReasons()).hasSameSizeAs(last.getReasons());
    }
  }

  /** The profile's bytes, which end with the length and the bytes of the last answer. */
  private static byte[] withLastAnswer(
      CardProfile profile, AuthorizationDecision last, Schema version) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CardProfileFormat.write(profile, new DataOutputStream(bytes));
    byte[] today = array(AuthorizationDecision.getEncoder().encode(last));
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.write(bytes.toByteArray(), 0, bytes.size() - Integer.BYTES - today.length);
    byte[] earlier = writtenBy(version, today);
    DataOutputStream out = new DataOutputStream(changed);
    out.writeInt(earlier.length);
    out.write(earlier);
    return changed.toByteArray();
  }

  private static byte[] writtenBy(Schema version, byte[] today) throws IOException {
    GenericRecord record =
        new GenericDatumReader<GenericRecord>(AuthorizationDecision.getClassSchema(), version)
            .read(
                null,
                DecoderFactory.get()
                    .binaryDecoder(today, HEADER_BYTES, today.length - HEADER_BYTES, null));
    return array(
        new BinaryMessageEncoder<GenericRecord>(new GenericData(), version).encode(record));
  }

  private static byte[] array(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static CardProfile read(byte[] bytes) throws IOException {
    return CardProfileFormat.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }
}
