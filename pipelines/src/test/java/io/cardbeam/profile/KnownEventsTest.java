package io.cardbeam.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.CardStatus;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.wire.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KnownEventsTest {
  private static final int BYTES =
      1
          + Long.BYTES
          + 2 * Short.BYTES
          + 2 * Long.BYTES * (KnownEvents.MAX_CARD_EVENTS + KnownEvents.MAX_TRANSACTIONS);

  @Test
  void remembersTheFirstOfEachIdentityByKindAndId() {
    Event payment = payment(1, 100);
    KnownEvents known = KnownEvents.NONE.plus(payment);
    assertThat(known.standing(payment(1, 200))).hasValue(payment.fingerprint());
    assertThat(known.standing(payment(2, 100))).isEmpty();
    assertThat(known.standing(SampleEvents.reversal("y1", "a", "card", SampleEvents.START, 1)))
        .as("another kind")
        .isEmpty();
  }

  @Test
  void forgetsTheOldestOfATopicAndNothingOfTheOther() throws IOException {
    KnownEvents known = KnownEvents.NONE.plus(update(0));
    for (int i = 0; i <= KnownEvents.MAX_TRANSACTIONS; i++) {
      known = known.plus(payment(i, 100));
    }
    assertThat(known.standing(payment(0, 100))).isEmpty();
    for (int i = 1; i <= KnownEvents.MAX_TRANSACTIONS; i++) {
      assertThat(known.standing(payment(i, 100))).isPresent();
    }
    assertThat(known.standing(update(0))).isPresent();
    for (int i = 1; i <= KnownEvents.MAX_CARD_EVENTS; i++) {
      known = known.plus(update(i));
    }
    assertThat(known.standing(update(0))).isEmpty();
    assertThat(known.standing(update(1))).isPresent();
    assertThat(known.standing(payment(1, 100))).isPresent();
    assertThat(bytes(known)).as("at most so many bytes").hasSize(BYTES);
  }

  @Test
  void comesBackFromItsBytes() throws IOException {
    KnownEvents known = KnownEvents.NONE.plus(update(3)).plus(payment(4, 100));
    KnownEvents read =
        KnownEvents.read(new DataInputStream(new ByteArrayInputStream(bytes(known))));
    assertThat(read.latestMillis()).isEqualTo(payment(4, 100).eventTimeMillis());
    assertThat(read.standing(update(3))).isEqualTo(OptionalLong.of(update(3).fingerprint()));
    assertThat(read.standing(payment(4, 1))).isPresent();
    assertThat(bytes(read)).isEqualTo(bytes(known));
  }

  private static byte[] bytes(KnownEvents known) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    known.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static Event update(int i) {
    return SampleEvents.cardUpdate(
        "u" + i, "card", SampleEvents.START, CardStatus.ACTIVE, "1 Street");
  }

  private static Event payment(int i, long amountMinor) {
    return SampleEvents.payment("y" + i, "card", SampleEvents.START.plusSeconds(i), amountMinor);
  }
}
