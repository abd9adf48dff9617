package io.cardbeam.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.CardUpdateKind;
import io.cardbeam.event.Cardholder;
import io.cardbeam.event.Channel;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.FindingSource;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.event.PaymentReturned;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.PurchaseItem;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class EventChecksTest {
  private static final String TOKEN = "Zk3_pQ0aVb-1YxT7uL2mNw";
  private static final long USD_CAP = 100_000_000;

  @Test
  void takesWhatIsInOrder() {
    assertThatCode(() -> EventChecks.check(Event.of(request(TOKEN, 100, 40.0))))
        .doesNotThrowAnyException();
    assertThatCode(() -> EventChecks.check(Event.of(update("Dover", "0042"))))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesACardNumberInPlaceOfAToken() {
    assertThat(codeOf(request("4000001234567890", 100, 40.0))).isEqualTo("NOT_A_TOKEN");
    assertThat(codeOf(request("4000-0012 3456 7890", 100, 40.0))).isEqualTo("NOT_A_TOKEN");
    assertThat(codeOf(update("Dover", "4000001234567890"))).isEqualTo("BAD_LAST_FOUR");
  }

  @Test
  void refusesAmountsPlacesAndTextsBeyondReason() {
    assertThat(codeOf(request(TOKEN, 0, 40.0))).isEqualTo("BAD_AMOUNT");
    assertThat(codeOf(request(TOKEN, 100, Double.NaN))).isEqualTo("BAD_COORDINATE");
    assertThat(codeOf(request(" ", 100, 40.0))).isEqualTo("NO_CARD");
    assertThat(codeOf(update("x".repeat(70_000), "0042"))).isEqualTo("TOO_LONG");
  }

  @Test
  void refusesTokensThatAreNoPrintableAsciiOrHoldACardNumber() {
    for (String token :
        List.of("a b", "a\u00a0", "t\u00e9", "\u0664\u0661", "a\u0000", "x".repeat(257))) {
      assertThat(codeOf(request(token, 100, 40.0))).as(token).isEqualTo("NOT_A_TOKEN");
    }
    assertThat(codeOf(request("card/4111111111111111", 100, 40.0)))
        .isEqualTo("CARD_NUMBER_IN_TEXT");
    assertThatCode(() -> EventChecks.check(Event.of(request("x".repeat(256), 100, 40.0))))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesItemsThatDoNotAddUpOrAreLessThanOne() {
    assertThat(codeOf(purchase(item(2, 40)))).isEqualTo("BAD_ITEMS");
    assertThat(codeOf(purchase(item(-1, -100)))).isEqualTo("BAD_ITEMS");
    assertThat(codeOf(purchase(item(0, 100)))).isEqualTo("BAD_ITEMS");
    assertTaken(purchase(item(2, 50)));
    assertTaken(purchase(item(2, 100), item(1, -100)));
  }

  @Test
  void noProductOrSumOfItemsOverflows() {
    // 2^32 times 2^32 is 0 in 64 bits.
    assertThat(codeOf(purchase(item(1, 100), item(1 << 30, 1L << 34)))).isEqualTo("BAD_ITEMS");
    assertThat(codeOf(purchase(item(1, Long.MIN_VALUE)))).isEqualTo("BAD_ITEMS");
    assertThat(codeOf(purchase(item(Integer.MAX_VALUE, Long.MAX_VALUE)))).isEqualTo("BAD_ITEMS");
    assertThat(codeOf(purchase(item(2, Long.MIN_VALUE), item(1, 100)))).isEqualTo("BAD_ITEMS");
    assertThat(codeOf(purchase(item(1, USD_CAP + 1), item(1, 99 - USD_CAP))))
        .isEqualTo("BAD_ITEMS");
    assertTaken(purchase(item(1, USD_CAP), item(1, 100 - USD_CAP)));
  }

  @Test
  void takesAThousandItemsAndNoMore() {
    PurchaseItem[] most = new PurchaseItem[EventChecks.MAX_ITEMS];
    java.util.Arrays.fill(most, item(1, 0));
    most[0] = item(1, 100);
    assertTaken(purchase(most));
    PurchaseItem[] more = java.util.Arrays.copyOf(most, most.length + 1);
    more[most.length] = item(1, 0);
    assertThat(codeOf(purchase(more))).isEqualTo("TOO_MANY_ITEMS");
  }

  @Test
  void refusesAFindingThatIsEarlierThanItsRequestOrNamesNone() {
    assertThatCode(() -> EventChecks.check(Event.of(finding("r-1", 1_000, 1_000, ""))))
        .doesNotThrowAnyException();
    assertThat(codeOf(finding("r-1", 1_000, 999, ""))).isEqualTo("BAD_TIME");
    assertThat(codeOf(finding("r-1", -1, 1_000, ""))).isEqualTo("BAD_TIME");
    assertThat(codeOf(finding(" ", 1_000, 2_000, ""))).isEqualTo("NO_REQUEST_ID");
    assertThat(codeOf(finding("r-1", 1_000, 2_000, "x".repeat(EventChecks.MAX_TEXT_CHARS + 1))))
        .isEqualTo("TOO_LONG");
  }

  @Test
  void refusesAResolutionThatDecidesNothing() {
    assertThatCode(() -> EventChecks.check(Event.of(resolution("c-1", 1))))
        .doesNotThrowAnyException();
    assertThat(codeOf(resolution("", 1))).isEqualTo("NO_CHARGEBACK_ID");
    assertThat(codeOf(resolution("c-1", 0))).isEqualTo("BAD_AMOUNT");
  }

  private static ChargebackResolution resolution(String chargebackId, long amountMinor) {
    return new ChargebackResolution(
        "d-1",
        chargebackId,
        "p-1",
        "r-1",
        TOKEN,
        Instant.ofEpochMilli(1_000),
        ChargebackOutcome.REJECTED,
        amountMinor,
        "USD",
        "");
  }

  @Test
  void refusesAReturnOfNoPaymentOrOfNothing() {
    assertTaken(returned("y-1", 1, "R01"));
    assertTaken(returned("y-1", 1, ""));
    assertThat(codeOf(returned("", 1, "R01"))).isEqualTo("NO_PAYMENT_ID");
    assertThat(codeOf(returned("y-1", 0, "R01"))).isEqualTo("BAD_AMOUNT");
    assertThat(codeOf(returned("y-1", USD_CAP + 1, "R01"))).isEqualTo("BAD_AMOUNT");
    assertThat(codeOf(returned("y-1", 1, "x".repeat(EventChecks.MAX_TEXT_CHARS + 1))))
        .isEqualTo("TOO_LONG");
  }

  private static PaymentReturned returned(String paymentId, long amountMinor, String reason) {
    return new PaymentReturned(
        "b-1",
        paymentId,
        TOKEN,
        Instant.ofEpochMilli(1_000),
        Instant.ofEpochMilli(2_000),
        amountMinor,
        "USD",
        reason);
  }

  @Test
  void aDamagedLengthIsRefusedBeforeItIsAllocated() {
    byte[] bytes = new WireCodec().encode(request(TOKEN, 100, 40.0));
    byte[] damaged = java.util.Arrays.copyOf(bytes, bytes.length);
    // The first field is a string: its length becomes 2^30 as a zig-zag varint.
    byte[] huge = {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x08};
    System.arraycopy(huge, 0, damaged, 10, huge.length);
    assertThat(
            catchThrowableOfType(
                UnreadableRecordException.class, () -> new WireCodec().decode(damaged)))
        .satisfies(e -> assertThat(e.code()).isIn("BAD_BYTES", "TRUNCATED"));
  }

  private static String codeOf(SpecificRecord body) {
    return catchThrowableOfType(
            UnreadableRecordException.class, () -> EventChecks.check(Event.of(body)))
        .code();
  }

  private static AuthorizationRequest request(String token, long amountMinor, double latitude) {
    return new AuthorizationRequest(
        "r-1",
        token,
        Instant.ofEpochMilli(1_000),
        amountMinor,
        "USD",
        "m-1",
        "Corner Shop",
        "grocery_pos",
        Channel.CARD_PRESENT,
        latitude,
        -75.0,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static FraudFinding finding(
      String requestId, long requestMillis, long eventMillis, String note) {
    return new FraudFinding(
        "f-1",
        requestId,
        Instant.ofEpochMilli(requestMillis),
        TOKEN,
        Instant.ofEpochMilli(eventMillis),
        FindingVerdict.FRAUD,
        FindingSource.ANALYST,
        note);
  }

  private static CardUpdate update(String city, String lastFour) {
    return new CardUpdate(
        "u-1",
        TOKEN,
        Instant.EPOCH,
        CardUpdateKind.ISSUED,
        CardStatus.ACTIVE,
        lastFour,
        null,
        "USD",
        new Cardholder(
            "Ada",
            "Bell",
            null,
            "1 Elm Street",
            city,
            "DE",
            "19901",
            "US",
            39.1,
            -75.5,
            null,
            null,
            null));
  }

  private static PurchaseItem item(int quantity, long unitPriceMinor) {
    return new PurchaseItem("tea", quantity, unitPriceMinor);
  }

  private static void assertTaken(SpecificRecord body) {
    assertThatCode(() -> EventChecks.check(Event.of(body))).doesNotThrowAnyException();
  }

  private static Purchase purchase(PurchaseItem... items) {
    return new Purchase(
        "p-1",
        "r-1",
        TOKEN,
        Instant.ofEpochMilli(1_000),
        Instant.ofEpochMilli(2_000),
        100L,
        "USD",
        "m-1",
        "Corner Shop",
        "grocery_pos",
        null,
        null,
        null,
        null,
        List.of(items));
  }
}
