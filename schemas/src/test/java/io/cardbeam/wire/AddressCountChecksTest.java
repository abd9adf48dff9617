package io.cardbeam.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cardbeam.event.AddressCount;
import io.cardbeam.event.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AddressCountChecksTest {
  private static final Instant HOUR = Instant.parse("2026-03-02T10:00:00Z");

  @Test
  void aSoundCountIsTakenAtBothEndsOfItsRanges() {
    assertThatCode(() -> AddressCountChecks.check(count(c -> {}))).doesNotThrowAnyException();
    assertThatCode(
            () ->
                AddressCountChecks.check(
                    count(
                        c -> {
                          c.setCards(1);
                          c.setEffectiveFrom(HOUR);
                        })))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                AddressCountChecks.check(
                    count(
                        c -> {
                          c.setCards(AddressCountChecks.MAX_CARDS);
                          c.setEffectiveFrom(HOUR.plusSeconds(7_199));
                        })))
        .doesNotThrowAnyException();
  }

  @Test
  void whatCannotBeIsRefusedByItsCode() {
    refused("NOT_A_HASH", c -> c.setAddressHash("203.0.113.7"));
    refused("NOT_A_HASH", c -> c.setAddressHash(""));
    refused("BAD_TIME", c -> c.setHourStart(HOUR.plusMillis(1)));
    refused("BAD_TIME", c -> c.setHourStart(Instant.ofEpochMilli(-3_600_000)));
    refused("BAD_TIME", c -> c.setUntil(HOUR.plusSeconds(3_600)));
    refused("BAD_TIME", c -> c.setUntil(HOUR.plusSeconds(10_800)));
    refused("BAD_TIME", c -> c.setEffectiveFrom(HOUR.minusMillis(1)));
    refused("BAD_TIME", c -> c.setEffectiveFrom(HOUR.plusSeconds(7_200)));
    refused("BAD_TIME", c -> c.setPublishedAt(Instant.parse("2200-01-01T00:00:00Z")));
    refused("BAD_NUMBER", c -> c.setCards(0));
    refused("BAD_NUMBER", c -> c.setCards(AddressCountChecks.MAX_CARDS + 1));
  }

  @Test
  void goesOverTheWireAndOtherRecordsAreRefused() throws UnreadableRecordException {
    WireCodec codec = new WireCodec();
    AddressCount count = count(c -> {});
    assertThat(codec.decodeAddressCount(codec.encode(count))).isEqualTo(count);
    DeadLetter other = new DeadLetter("s", 0L, "CODE", "reason", ByteBuffer.allocate(0));
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> codec.decodeAddressCount(codec.encode(other)))
        .satisfies(e -> assertThat(e.code()).isEqualTo("WRONG_TOPIC"))
        .satisfies(e -> assertThat(e.reason()).contains("address-counts"));
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> codec.decodeAddressCount(codec.encode(count(c -> c.setCards(0)))))
        .satisfies(e -> assertThat(e.code()).isEqualTo("BAD_NUMBER"));
  }

  private static void refused(String code, Consumer<AddressCount.Builder> change) {
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> AddressCountChecks.check(count(change)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .satisfies(e -> assertThat(e.reason()).doesNotContain("203.0.113.7"));
  }

  private static AddressCount count(Consumer<AddressCount.Builder> change) {
    AddressCount.Builder count =
        AddressCount.newBuilder()
            .setAddressHash("abcdefghijklmnopqrstuv")
            .setHourStart(HOUR)
            .setCards(5)
            .setEffectiveFrom(HOUR.plusSeconds(100))
            .setUntil(HOUR.plusSeconds(7_200))
            .setPublishedAt(HOUR.plusSeconds(90));
    change.accept(count);
    return count.build();
  }
}
