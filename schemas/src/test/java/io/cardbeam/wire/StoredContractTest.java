package io.cardbeam.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.event.AddressCount;
import io.cardbeam.event.Payment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class StoredContractTest {
  private static final StateFormat FORMAT = new StateFormat("a value", 3);
  private static final long NO_SCHEMA = 0x1122334455667788L;
  private static final Payment PAYMENT =
      new Payment(
          "p-1",
          "card-1",
          Instant.ofEpochMilli(1_000),
          Instant.ofEpochMilli(2_000),
          12_345L,
          "USD",
          "ACH");

  @Test
  void readsWhatEachEarlierVersionWrote() throws IOException {
    for (SchemaHistory.Version version : EarlierVersionFiles.versions()) {
      EventType type = EventType.ofRecordName(version.schema().getFullName()).orElseThrow();
      StoredContract<? extends SpecificRecord> contract = StoredContract.of(type.recordClass());
      List<SpecificRecord> expected = EarlierVersionFiles.expected(version, type.schema());
      List<GenericRecord> written = EarlierVersionFiles.written(version);
      long fingerprint = ContractVersions.fingerprint(version.schema());
      for (int i = 0; i < written.size(); i++) {
        assertThat(
                (Object)
                    contract.read(fingerprint, new BoundedDecoder(body(written.get(i))), FORMAT))
            .as(version.name())
            .isEqualTo(expected.get(i));
      }
    }
  }

  @Test
  void readsWhatItWrote() throws IOException {
    StoredContract<Payment> payments = StoredContract.of(Payment.class);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    payments.write(PAYMENT, encoder);
    encoder.flush();
    assertThat(
            payments.read(payments.fingerprint(), new BoundedDecoder(bytes.toByteArray()), FORMAT))
        .isEqualTo(PAYMENT);
  }

  @Test
  void namesVersionFingerprintAndWhatToDoWhereItCantRead() {
    assertThatThrownBy(
            () ->
                StoredContract.of(Payment.class)
                    .read(NO_SCHEMA, new BoundedDecoder(new byte[0]), FORMAT))
        .isInstanceOf(UnreadableStateException.class)
        .hasMessage(
            "a value in state (format version 3) was written under a schema with fingerprint"
                + " 1122334455667788, which this build does not know: add that schema to"
                + " schemas/avro/history, go on from it with the build that wrote it, or start"
                + " without it (--fresh), which forgets what it holds");
    assertThatThrownBy(
            () ->
                StoredContract.of(Payment.class)
                    .read(
                        ContractVersions.fingerprint(AddressCount.getClassSchema()),
                        new BoundedDecoder(new byte[0]),
                        FORMAT))
        .isInstanceOf(UnreadableStateException.class)
        .hasMessageContaining("holds AddressCount by its fingerprint ")
        .hasMessageContaining("where Payment belongs");
  }

  @Test
  void theVersionGoesFirstAndTheFingerprintAsOnKafka() throws Exception {
    byte[] header = FORMAT.header(NO_SCHEMA);
    assertThat(header).containsExactly(3, 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11);
    assertThat(FORMAT.readHeader(new ByteArrayInputStream(header))).isEqualTo(NO_SCHEMA);
    byte[] onKafka = new WireCodec().encode(PAYMENT);
    long fingerprint = StoredContract.of(Payment.class).fingerprint();
    assertThat(Arrays.copyOfRange(onKafka, 2, 2 + Long.BYTES))
        .isEqualTo(Arrays.copyOfRange(FORMAT.header(fingerprint), 1, StateFormat.HEADER_BYTES));
  }

  @Test
  void refusesAnotherVersionAndAnEarlyEnd() {
    assertThatThrownBy(() -> FORMAT.read(new ByteArrayInputStream(new byte[] {2})))
        .isInstanceOf(UnreadableStateException.class)
        .hasMessage(
            "a value in state has format version 2, and this build reads version 3: go on from it"
                + " with the build that wrote it, or start without it (--fresh), which forgets what"
                + " it holds");
    assertThatThrownBy(() -> FORMAT.read(new ByteArrayInputStream(new byte[0])))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> FORMAT.readHeader(new ByteArrayInputStream(new byte[] {3, 1, 1})))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void aVersionIsOneByteAndNotZero() {
    assertThat(new StateFormat("a value", 127).version()).isEqualTo(127);
    assertThatThrownBy(() -> new StateFormat("a value", 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StateFormat("a value", 128))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] body(GenericRecord record) throws IOException {
    Schema writer = record.getSchema();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(writer, new GenericData()).write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
