package io.cardbeam.account;

import static io.cardbeam.account.CardHistory.moved;
import static io.cardbeam.account.CardHistory.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.LedgerAccount;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.TransferKind;
import io.cardbeam.event.TransferState;
import io.cardbeam.ledger.ExceptionCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What people present, and what is owed of it by the terms that come with Cardbeam. */
class BookkeeperTest {
  private static final long START = Instant.parse("2026-03-02T10:00:00Z").toEpochMilli();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = 24 * HOUR;

  private final CardHistory card = new CardHistory(TestTerms.LENIENT);

  @Test
  void anApprovalReservesItsAmountUntilItIsPurchased() {
    card.take(request("a", START, 50_00, true));
    assertThat(card.account().heldMinor("USD", START)).isEqualTo(50_00);

    card.take(moved(TransferKind.PURCHASE, "p", "a", "", START + HOUR, START + DAY, 50_00, "USD"));
    card.asOf(START + 2 * HOUR);
    assertThat(card.account().heldMinor("USD", START + 2 * HOUR)).isEqualTo(50_00);
    assertThat(card.account().balanceMinor("USD")).isZero();

    card.asOf(START + DAY);
    assertThat(card.account().heldMinor("USD", START + DAY)).isZero();
    assertThat(card.account().balanceMinor("USD")).isEqualTo(50_00);
  }

  @Test
  void aPurchaseIsATransferAgainstTheHold() {
    card.take(request("a", START, 50_00, true));
    card.take(moved(TransferKind.PURCHASE, "p", "a", START + HOUR, 20_00));

    LedgerTransfer hold = card.transfers().get(0);
    LedgerTransfer purchase = card.transfers().get(1);
    assertThat(hold.getState()).isEqualTo(TransferState.PENDING);
    assertThat(hold.getExpiresAt()).isEqualTo(Instant.ofEpochMilli(START + 7 * DAY));
    assertThat(hold.getToleratedMinor()).isEqualTo(50_00);
    assertThat(purchase.getState()).isEqualTo(TransferState.POSTED);
    assertThat(purchase.getPendingId()).isEqualTo(hold.getTransferId());
    assertThat(purchase.getDebit()).isEqualTo(LedgerAccount.CARDHOLDER);
    assertThat(purchase.getCredit()).isEqualTo(LedgerAccount.SETTLEMENT);
    assertThat(card.asOf(START + HOUR).account().heldMinor("USD", START + HOUR)).isEqualTo(30_00);
  }

  @Test
  void aTipAFuelPumpATransitGateAndAHotelAreOwed() {
    card.take(request("tip", START, 50_00, "USD", "food_dining", true));
    card.take(request("fuel", START, 1_00, "USD", "gas_transport", true));
    card.take(request("hotel", START, 400_00, "USD", "travel", true));
    card.take(moved(TransferKind.PURCHASE, "p1", "tip", START + HOUR, 60_00));
    card.take(moved(TransferKind.PURCHASE, "p2", "fuel", START + HOUR, 58_40));
    card.take(moved(TransferKind.PURCHASE, "p3", "", START + HOUR, 4_00));
    card.take(moved(TransferKind.PURCHASE, "p4", "hotel", START + 10 * DAY, 400_00));

    assertThat(card.refusals()).isEmpty();
    assertThat(card.asOf(START + 10 * DAY).account().balanceMinor("USD")).isEqualTo(522_40);
    assertThat(card.account().heldMinor("USD", START + 10 * DAY)).isZero();
    assertThat(card.transfers().get(0).getToleratedMinor()).isEqualTo(60_00);
    assertThat(card.transfers().get(1).getToleratedMinor()).isEqualTo(175_00);
  }

  @Test
  void aHoldReservesUpToItsLastMillisecond() {
    card.take(request("a", START, 50_00, true));

    assertThat(card.account().heldMinor("USD", START + 7 * DAY - 1)).isEqualTo(50_00);
    assertThat(card.account().heldMinor("USD", START + 7 * DAY)).isZero();
  }

  @Test
  void aReversalGivesUpPartOfAHoldAndOwesNothing() {
    card.take(request("a", START, 50_00, true));
    card.take(moved(TransferKind.REVERSAL, "r", "a", START + HOUR, 20_00)).asOf(START + HOUR);

    assertThat(card.account().heldMinor("USD", START + HOUR)).isEqualTo(30_00);
    assertThat(card.account().balanceMinor("USD")).isZero();
    assertThat(card.transfers().get(1).getState()).isEqualTo(TransferState.VOIDED);
  }

  @Test
  void aReversalThatIsReadBeforeItsRequestCountsWhenThatComes() {
    card.take(moved(TransferKind.REVERSAL, "r", "a", START + HOUR, 20_00)).asOf(START + HOUR);
    card.take(request("a", START, 50_00, true));

    assertThat(card.account().heldMinor("USD", START + HOUR)).isEqualTo(30_00);
  }

  @Test
  void aRefundAboveItsPurchaseIsCredited() {
    card.take(request("a", START, 60_00, true));
    card.take(moved(TransferKind.PURCHASE, "p", "a", START + HOUR, 60_00));
    card.take(
        moved(
            TransferKind.REFUND, "r", "a", "p", START + 2 * HOUR, START + 2 * HOUR, 65_00, "USD"));

    assertThat(card.asOf(START + DAY).account().balanceMinor("USD")).isEqualTo(-5_00);
  }

  @Test
  void aDisputeIsCreditedAndOwedAgainWhenItIsRejected() {
    card.take(request("a", START, 60_00, true));
    card.take(moved(TransferKind.PURCHASE, "p", "a", START + HOUR, 60_00));
    card.take(moved(TransferKind.CHARGEBACK, "c", "a", START + DAY, 60_00)).asOf(START + DAY);
    assertThat(card.account().balanceMinor("USD")).isZero();

    card.take(moved(TransferKind.CHARGEBACK_UPHELD, "u", "a", START + 2 * DAY, 20_00));
    card.take(moved(TransferKind.CHARGEBACK_REJECTED, "n", "a", START + 2 * DAY, 40_00));
    assertThat(card.asOf(START + 2 * DAY).account().balanceMinor("USD")).isEqualTo(40_00);
  }

  @Test
  void moneyInAnotherCurrencyIsOfAnotherAccount() {
    card.take(moved(TransferKind.PAYMENT, "y", "", "", START, START, 10_00, "EUR")).asOf(START);

    assertThat(card.account().balanceMinor("USD")).isZero();
    assertThat(card.account().balanceMinor("EUR")).isEqualTo(-10_00);
  }

  @Test
  void aPurchaseInAnotherCurrencyThanItsRequestIsAnException() {
    card.take(request("a", START, 60_00, true));
    card.take(moved(TransferKind.PURCHASE, "p", "a", "", START, START, 60_00, "EUR"));

    assertThat(card.refusals())
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ExceptionCode.OTHER_CURRENCY);
              assertThat(refusal.reason()).isEqualTo("request a is in USD, this is in EUR");
            });
  }

  @Test
  void aPurchaseWaitsForItsRequestAndIsBookedWithIt() {
    card.take(moved(TransferKind.PURCHASE, "p", "a", START + HOUR, 50_00));
    assertThat(card.transfers()).isEmpty();
    assertThat(card.account().waiting()).hasSize(1);

    card.take(request("a", START, 50_00, true));
    assertThat(card.transfers())
        .extracting(LedgerTransfer::getKind)
        .containsExactly(TransferKind.HOLD, TransferKind.PURCHASE);
    assertThat(card.account().waiting()).isEmpty();
  }

  @Test
  void aPurchaseWhoseRequestDoesNotComeInADayIsOwed() {
    card.take(moved(TransferKind.PURCHASE, "p", "a", START, 50_00));
    assertThat(card.bookkeeper().wakeMillis(card.account())).isEqualTo(START + DAY);
    assertThat(card.expire(START + DAY - 1).transfers()).isEmpty();

    assertThat(card.expire(START + DAY).transfers()).hasSize(1);
    assertThat(card.asOf(START + DAY).account().balanceMinor("USD")).isEqualTo(50_00);
  }

  @Test
  void aRequestThatComesAfterItsPurchaseWasOwedReservesNothingTwice() {
    card.take(moved(TransferKind.PURCHASE, "p", "a", START, 50_00)).expire(START + DAY);
    card.asOf(START + DAY).take(request("a", START, 50_00, true));

    assertThat(card.account().heldMinor("USD", START + DAY)).isZero();
    assertThat(card.account().balanceMinor("USD")).isEqualTo(50_00);
  }

  @Test
  void whatFindsNoRoomToWaitIsOwedAtOnceWhateverTheTerms() {
    CardHistory strict = new CardHistory(TestTerms.STRICT);
    for (int i = 0; i <= Account.MAX_WAITING; i++) {
      strict.take(moved(TransferKind.PURCHASE, "p" + i, "unknown" + i, START, 1_00));
    }

    assertThat(strict.account().waiting()).hasSize(Account.MAX_WAITING);
    assertThat(strict.transfers()).hasSize(1);
    assertThat(strict.refusals()).isEmpty();
  }

  @Test
  void whatNamesAnApprovalThatWasLetGoToMakeRoomIsOwed() {
    CardHistory strict = new CardHistory(TestTerms.STRICT);
    for (int i = 0; i < OpenAuthorizations.MAX_KEPT + 2; i++) {
      // The first is declined, and is let go first: what names it can't be told from the others.
      strict.take(request("a" + i, START + i, 1_00, i > 0));
    }
    strict.take(moved(TransferKind.PURCHASE, "p0", "a0", START + HOUR, 1_00));
    strict.take(moved(TransferKind.PURCHASE, "p1", "a1", START + HOUR, 1_00));

    assertThat(strict.account().authorizations().size()).isEqualTo(OpenAuthorizations.MAX_KEPT);
    assertThat(strict.account().authorization("a1")).isEmpty();
    assertThat(strict.refusals()).isEmpty();
    assertThat(strict.transfers())
        .filteredOn(transfer -> transfer.getKind() == TransferKind.PURCHASE)
        .extracting(LedgerTransfer::getEventId)
        .containsExactly("p0", "p1");
  }

  @Test
  void whatTheTermsRefuseIsAnExceptionWithItsReason() {
    CardHistory strict = new CardHistory(TestTerms.STRICT);
    strict.take(request("a", START, 50_00, true)).take(request("d", START, 50_00, false));
    strict.take(moved(TransferKind.PURCHASE, "above", "a", START + HOUR, 50_01));
    strict.take(moved(TransferKind.PURCHASE, "late", "a", START + 7 * DAY, 50_00));
    strict.take(moved(TransferKind.PURCHASE, "declined", "d", START + HOUR, 50_00));
    strict.take(moved(TransferKind.PURCHASE, "transit", "", START + HOUR, 50_00));
    strict.take(moved(TransferKind.REFUND, "refund", "", START + HOUR, 50_00));
    strict.take(moved(TransferKind.PURCHASE, "unknown", "x", START + HOUR, 50_00));
    strict.expire(START + 2 * DAY);

    assertThat(strict.refusals())
        .extracting(refusal -> refusal.event().id() + " " + refusal.code())
        .containsExactly(
            "above ABOVE_AUTHORIZED",
            "late HOLD_EXPIRED",
            "declined NOT_APPROVED",
            "transit NO_AUTHORIZATION",
            "refund NO_PURCHASE",
            "unknown NO_AUTHORIZATION");
    assertThat(strict.refusals().get(0).reason())
        .isEqualTo(
            "50.01 USD is more than the 50.00 USD that are tolerated of the 50.00 USD authorized");
    assertThat(strict.asOf(START + 8 * DAY).account().balanceMinor("USD")).isZero();
  }

  @Test
  void aBalanceBeyondWhatAnAccountHoldsIsRefused() {
    long most = Account.MAX_BALANCE_MINOR;
    card.take(moved(TransferKind.PURCHASE, "p1", "", START, most)).asOf(START);
    card.take(moved(TransferKind.PURCHASE, "p2", "", START, 1));
    card.take(moved(TransferKind.PAYMENT, "y", "", START, 1));

    assertThat(card.refusals())
        .extracting(Refusal::code)
        .containsExactly(ExceptionCode.ABOVE_BALANCE, ExceptionCode.ABOVE_BALANCE);
    assertThat(card.asOf(START).account().balanceMinor("USD")).isEqualTo(most);
  }
}
