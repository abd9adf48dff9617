package io.cardbeam.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.CardUpdateKind;
import io.cardbeam.event.Cardholder;
import io.cardbeam.event.FindingSource;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.event.Payment;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

class WireCodecTest {
  private static final Payment PAYMENT =
      new Payment(
          "p-1",
          "card-1",
          Instant.ofEpochMilli(1_000),
          Instant.ofEpochMilli(2_000),
          12_345L,
          "USD",
          "ACH");

  private final WireCodec codec = new WireCodec();

  @Test
  void writesWhatAvroItselfCallsSingleObjectEncoding() throws Exception {
    byte[] expected = Payment.getEncoder().encode(PAYMENT).array();
    assertThat(codec.encode(PAYMENT)).isEqualTo(expected);
  }

  @Test
  void readsBackWhatItWrote() throws Exception {
    assertThat(codec.decode(codec.encode(PAYMENT))).isEqualTo(PAYMENT);
  }

  @Test
  void readsBackAnOptionalDateInARecordWithinARecord() throws Exception {
    Cardholder person =
        new Cardholder(
            "Ada",
            "Bell",
            "F",
            "1 Elm Street",
            "Dover",
            "DE",
            "19901",
            "US",
            39.1,
            -75.5,
            39_403,
            "Lawyer",
            LocalDate.of(1980, 2, 29));
    CardUpdate update =
        new CardUpdate(
            "u-1",
            "card-1",
            Instant.EPOCH,
            CardUpdateKind.ISSUED,
            CardStatus.ACTIVE,
            "0007",
            null,
            "USD",
            person);
    assertThat(codec.decode(codec.encode(update))).isEqualTo(update);
  }

  @Test
  void readsAFindingAsAnEventOfTheCardsLogAndOfNoOtherTopic() throws Exception {
    FraudFinding finding =
        new FraudFinding(
            "f-1",
            "r-1",
            Instant.ofEpochMilli(1_000),
            "card-1",
            Instant.ofEpochMilli(2_000),
            FindingVerdict.FRAUD,
            FindingSource.CARDHOLDER,
            "not mine");
    byte[] bytes = codec.encode(finding);
    assertThat(codec.decodeEvent(bytes, Topic.CARD_EVENTS, 7))
        .isEqualTo(new Event(EventType.FRAUD_FINDING, 7, finding));
    assertThatThrownBy(() -> codec.decodeEvent(bytes, Topic.TRANSACTIONS, 7))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining("does not belong on");
  }

  @Test
  void whatIsFoundAtAnInstantCountsBeforeARequestOfThatInstant() {
    assertThat(EventType.FRAUD_FINDING).isLessThan(EventType.AUTHORIZATION_REQUEST);
    assertThat(EventType.FRAUD_FINDING.topic()).isEqualTo(Topic.CARD_EVENTS);
  }

  @Test
  void readsARecordOfAnEarlierVersionBesideOneOfToday() throws Exception {
    Schema earlier = paymentWithANote();
    GenericRecord old = new GenericData.Record(earlier);
    old.put("payment_id", "p-0");
    old.put("card_token", "card-1");
    old.put("event_time", 1L);
    old.put("effective_from", 2L);
    old.put("amount_minor", 3L);
    old.put("currency", "USD");
    old.put("method", "cheque");
    old.put("note", "a field that is gone today");
    byte[] bytes =
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), earlier).encode(old).array();

    WireCodec both = new WireCodec(List.of(earlier));
    assertThat(both.decode(bytes))
        .isEqualTo(
            new Payment(
                "p-0",
                "card-1",
                Instant.ofEpochMilli(1),
                Instant.ofEpochMilli(2),
                3L,
                "USD",
                "cheque"));
    assertThat(both.decode(codec.encode(PAYMENT))).isEqualTo(PAYMENT);
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining("is not among the known versions");
  }

  @Test
  void everyFieldSaysWhatItIs() {
    for (Schema schema : WireCodec.currentSchemas()) {
      assertThat(schema.getDoc()).as(schema.getName()).isNotBlank();
      for (Schema.Field field : schema.getFields()) {
        assertThat(field.doc()).as(schema.getName() + "." + field.name()).isNotBlank();
      }
    }
  }

  @Property
  void everyPrefixOfARecordIsRefused(@ForAll byte seed) {
    byte[] whole = codec.encode(PAYMENT);
    int length = Math.floorMod(seed, whole.length);
    assertThatThrownBy(() -> codec.decode(Arrays.copyOf(whole, length)))
        .isInstanceOf(UnreadableRecordException.class);
  }

  @Test
  void bytesAfterTheRecordAreRefused() {
    byte[] whole = codec.encode(PAYMENT);
    assertThatThrownBy(() -> codec.decode(Arrays.copyOf(whole, whole.length + 1)))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining("followed by more bytes");
  }

  @Property
  void anyBytesAreReadOrRefusedWithACode(@ForAll byte[] bytes) {
    try {
      assertThat(codec.decode(bytes)).isNotNull();
    } catch (UnreadableRecordException e) {
      assertThat(e.code()).isNotBlank();
      assertThat(e.reason()).isNotBlank();
    }
  }

  private static Schema paymentWithANote() {
    Schema time =
        org.apache.avro.LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
    return SchemaBuilder.record("Payment")
        .namespace("io.cardbeam.event")
        .fields()
        .requiredString("payment_id")
        .requiredString("card_token")
        .name("event_time")
        .type(time)
        .noDefault()
        .name("effective_from")
        .type(time)
        .noDefault()
        .requiredLong("amount_minor")
        .requiredString("currency")
        .requiredString("method")
        .requiredString("note")
        .endRecord();
  }
}
