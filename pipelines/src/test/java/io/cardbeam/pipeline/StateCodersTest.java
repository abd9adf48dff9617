package io.cardbeam.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.event.AddressCount;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Payment;
import io.cardbeam.sample.EarlierRecords;
import io.cardbeam.sample.SampleCounts;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.sample.StateFixture;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.StateFormat;
import io.cardbeam.wire.UnreadableStateException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

/** The coders of records that lie in state as they are, or within other values. */
class StateCodersTest {
  private static final int VERSION = 1;
  private static final long POSITION = 300;

  @Test
  void eventsAreKeptReadAndRefused() throws IOException {
    for (Event event : events()) {
      new StateFixture<>(
              "event-" + event.type().name().toLowerCase(Locale.ROOT),
              EventCoder.of(),
              event,
              List.of(event.type().schema()))
          .verify();
    }
  }

  @Test
  void eventsOfEachEarlierVersionAreReadAsTodays() throws IOException {
    for (EarlierRecords earlier : EarlierRecords.all()) {
      for (int i = 0; i < earlier.bodies().size(); i++) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new StateFormat("an event", VERSION).header(earlier.fingerprint()));
        VarLongCoder.of().encode(POSITION, bytes);
        bytes.write(earlier.bodies().get(i));
        SpecificRecord today = earlier.today().get(i);
        assertThat(decoded(EventCoder.of(), bytes.toByteArray()))
            .as(earlier.name())
            .isEqualTo(new Event(EventType.of(today), POSITION, today));
      }
    }
  }

  @Test
  void anEventHasNineBytesBeforeItsPositionAndBody() throws IOException {
    Event payment = SampleEvents.payment("p-1", "card-A", SampleEvents.START, 5_00);
    int body = payment.type().codec().bytes(payment.body()).length;
    assertThat(StateFixture.bytes(EventCoder.of(), payment))
        .hasSize(StateFormat.HEADER_BYTES + 1 + body);
  }

  @Test
  void recordsAreKeptReadAndRefused() throws IOException {
    AddressCount count =
        SampleCounts.count(SampleCounts.address(1), SampleEvents.START, 7, SampleEvents.START);
    new StateFixture<>(
            "record-address_count",
            AvroRecordCoder.of(AddressCount.class),
            count,
            List.of(AddressCount.getClassSchema()))
        .verify();
  }

  @Test
  void recordsOfEachEarlierVersionAreReadAsTodays() throws IOException {
    for (EarlierRecords earlier : EarlierRecords.of(AuthorizationDecision.class)) {
      for (int i = 0; i < earlier.bodies().size(); i++) {
        assertThat(
                decoded(
                    AvroRecordCoder.of(AuthorizationDecision.class),
                    record(earlier.fingerprint(), earlier.bodies().get(i))))
            .as(earlier.name())
            .isEqualTo(earlier.today().get(i));
      }
    }
  }

  @Test
  void aRecordOfAnotherContractIsRefusedByName() throws IOException {
    Event payment = SampleEvents.payment("p-1", "card-A", SampleEvents.START, 5_00);
    byte[] bytes =
        StateFixture.bytes(AvroRecordCoder.of(Payment.class), payment.body(Payment.class));
    assertThatThrownBy(() -> decoded(AvroRecordCoder.of(AddressCount.class), bytes))
        .isInstanceOf(UnreadableStateException.class)
        .hasMessageContaining("holds Payment")
        .hasMessageContaining("where AddressCount belongs")
        .hasMessageContaining("go on from another savepoint");
  }

  /** Flink keeps coders in savepoints, and a class with another schema is another class to Java. */
  @Test
  void aCoderInASavepointHoldsNoClassOfARecord() {
    AvroRecordCoder<Payment> coder = AvroRecordCoder.of(Payment.class);
    assertThat(Arrays.stream(AvroRecordCoder.class.getDeclaredFields()))
        .filteredOn(field -> (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0)
        .allMatch(field -> field.getType() == String.class);
    assertThat(SerializableUtils.clone(coder)).isEqualTo(coder);
    assertThat(SerializableUtils.clone(coder).getEncodedTypeDescriptor().getRawType())
        .isEqualTo(Payment.class);
  }

  @Test
  void answeredRequestsAreKeptReadAndRefused() throws IOException {
    new StateFixture<>(
            "decided",
            DecidedCoder.of(),
            decided(),
            List.of(AuthorizationRequest.getClassSchema(), AuthorizationDecision.getClassSchema()))
        .verify();
  }

  @Test
  void answeredRequestsOfEachEarlierVersionAreReadAsTodays() throws IOException {
    Decided one = decided();
    for (EarlierRecords earlier : EarlierRecords.of(AuthorizationRequest.class)) {
      var request = (AuthorizationRequest) earlier.today().get(0);
      assertRead(
          earlier,
          AvroRecordCoder.of(AuthorizationRequest.class),
          request,
          new Decided(request, one.decision(), one.card(), true, one.rules()));
    }
    for (EarlierRecords earlier : EarlierRecords.of(AuthorizationDecision.class)) {
      var decision = (AuthorizationDecision) earlier.today().get(0);
      assertRead(
          earlier,
          AvroRecordCoder.of(AuthorizationDecision.class),
          decision,
          new Decided(one.request(), decision, one.card(), true, one.rules()));
    }
  }

  private static <T extends SpecificRecord> void assertRead(
      EarlierRecords earlier, Coder<T> coder, T today, Decided value) throws IOException {
    byte[] then =
        StateFixture.replaced(
            StateFixture.bytes(DecidedCoder.of(), value),
            StateFixture.bytes(coder, today),
            record(earlier.fingerprint(), earlier.bodies().get(0)));
    assertThat(decoded(DecidedCoder.of(), then)).as(earlier.name()).isEqualTo(value);
  }

  private static byte[] record(long fingerprint, byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new StateFormat("a record", VERSION).header(fingerprint));
    bytes.write(body);
    return bytes.toByteArray();
  }

  private static <T> T decoded(Coder<T> coder, byte[] bytes) throws IOException {
    return coder.decode(new ByteArrayInputStream(bytes));
  }

  private static Decided decided() {
    return SampleEvents.decided("r-1", "card-A", SampleEvents.START, 12_34, Outcome.DECLINED);
  }

  /** One of each kind that clients send, at a place of its log, and what the stream makes. */
  private static List<Event> events() {
    var at = SampleEvents.START;
    Decided decided = decided();
    return List.of(
        SampleEvents.cardUpdate("u-1", "card-A", at, CardStatus.ACTIVE, "1 High Street"),
        new Event(EventType.AUTHORIZATION_REQUEST, POSITION, decided.request()),
        Event.of(decided.decision()),
        SampleEvents.purchase("p-1", "r-1", "card-A", at, 12_34),
        SampleEvents.refund("f-1", "p-1", "r-1", "card-A", at, 2_34),
        SampleEvents.reversal("v-1", "r-1", "card-A", at, 1_00),
        SampleEvents.payment("y-1", "card-A", at, 50_00),
        SampleEvents.chargeback("c-1", "p-1", "r-1", "card-A", at, 12_34),
        SampleEvents.resolution(
            "s-1", "c-1", "p-1", "r-1", "card-A", at, ChargebackOutcome.UPHELD, 12_34),
        SampleEvents.finding("i-1", "r-1", at, "card-A", at, FindingVerdict.FRAUD));
  }
}
