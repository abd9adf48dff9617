package io.cardbeam.flink.golden;

import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.util.List;

/** Refunds and disputes that the simulator does not make: too much, too early, too late, twice. */
final class OddCredits {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration PAST_THE_TERM = Duration.ofDays(121);

  private static final Drawn<Turn> TURNS =
      new Drawn<>(
          List.of(
              new Drawn.Odd<>(30, p -> List.of(refund(p, "-r", p.getAmountMinor() + 500, DAY))),
              new Drawn.Odd<>(30, OddCredits::twoRefunds),
              new Drawn.Odd<>(20, p -> List.of(refund(p, "-r", half(p), Duration.ofHours(-1)))),
              new Drawn.Odd<>(10, p -> List.of(refund(p, "-r", half(p), Duration.ofDays(-2)))),
              new Drawn.Odd<>(10, p -> List.of(refundOfNothing(p))),
              new Drawn.Odd<>(10, p -> List.of(refund(p, "-r", half(p), PAST_THE_TERM))),
              new Drawn.Odd<>(5, p -> List.of(refundInEuros(p))),
              new Drawn.Odd<>(20, OddCredits::decidedInParts),
              new Drawn.Odd<>(10, OddCredits::disputedThenReturned),
              new Drawn.Odd<>(5, p -> List.of(dispute(p, p.getAmountMinor() + 1))),
              new Drawn.Odd<>(5, p -> List.of(decided(p, "-s", p.getAmountMinor(), DAY))),
              new Drawn.Odd<>(5, p -> disputed(p, decided(p, "-s", p.getAmountMinor() + 1, DAY))),
              new Drawn.Odd<>(5, p -> disputed(p, decided(p, "-s", half(p), PAST_THE_TERM))),
              new Drawn.Odd<>(5, p -> disputed(p, ofAnotherPurchase(p)))));

  private OddCredits() {}

  /** What follows a purchase. */
  private interface Turn {
    List<Event> after(Purchase purchase);
  }

  /** What follows this one; most are followed by nothing. */
  static List<Event> after(Purchase purchase) {
    return TURNS.of("credit ", purchase.getPurchaseId(), p -> List.of()).after(purchase);
  }

  private static long half(Purchase of) {
    return Math.max(1, of.getAmountMinor() / 2);
  }

  private static Event refund(Purchase of, String suffix, long amountMinor, Duration later) {
    return Event.of(Changed.refund(of, suffix, amountMinor, later));
  }

  private static List<Event> twoRefunds(Purchase of) {
    long most = Math.max(1, of.getAmountMinor() * 3 / 5);
    return List.of(
        refund(of, "-r", most, Duration.ofDays(3)), refund(of, "-q", most, Duration.ofDays(5)));
  }

  private static Event refundOfNothing(Purchase of) {
    Refund refund = Changed.refund(of, "-r", half(of), DAY);
    return Event.of(Refund.newBuilder(refund).setPurchaseId("none-" + of.getPurchaseId()).build());
  }

  private static Event refundInEuros(Purchase of) {
    return Event.of(
        Refund.newBuilder(Changed.refund(of, "-r", half(of), DAY)).setCurrency("EUR").build());
  }

  private static Chargeback chargeback(Purchase of, long amountMinor) {
    return Changed.chargeback(of, amountMinor, Duration.ofDays(9));
  }

  private static Event dispute(Purchase of, long amountMinor) {
    return Event.of(chargeback(of, amountMinor));
  }

  private static Event decided(Purchase of, String suffix, long amountMinor, Duration later) {
    return Event.of(
        Changed.resolution(
            chargeback(of, of.getAmountMinor()),
            suffix,
            ChargebackOutcome.REJECTED,
            amountMinor,
            later));
  }

  private static List<Event> disputed(Purchase of, Event decided) {
    return List.of(dispute(of, of.getAmountMinor()), decided);
  }

  private static Event ofAnotherPurchase(Purchase of) {
    return Event.of(
        ChargebackResolution.newBuilder(
                Changed.resolution(
                    chargeback(of, of.getAmountMinor()),
                    "-s",
                    ChargebackOutcome.REJECTED,
                    half(of),
                    DAY))
            .setPurchaseId("none-" + of.getPurchaseId())
            .build());
  }

  /** Half of it is the cardholder's again, the rest is not. */
  private static List<Event> decidedInParts(Purchase of) {
    Chargeback chargeback = chargeback(of, of.getAmountMinor());
    long rejected = half(of);
    long upheld = Math.max(1, of.getAmountMinor() - rejected);
    return List.of(
        Event.of(chargeback),
        Event.of(
            Changed.resolution(
                chargeback, "-s", ChargebackOutcome.REJECTED, rejected, Duration.ofDays(30))),
        Event.of(
            Changed.resolution(
                chargeback, "-t", ChargebackOutcome.UPHELD, upheld, Duration.ofDays(33))));
  }

  private static List<Event> disputedThenReturned(Purchase of) {
    return List.of(
        dispute(of, of.getAmountMinor()),
        refund(of, "-r", of.getAmountMinor(), Duration.ofDays(12)));
  }
}
