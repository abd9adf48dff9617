package io.cardbeam.flink.golden;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Purchase;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What merchants do with an authorization and the simulator's never do: take more, take it in
 * parts, twice, late, without asking, or give it up first.
 */
final class OddPurchases {
  private static final Duration HOLD_LIFE = Duration.ofDays(7);
  private static final int MORE_THAN_ARE_KEPT = 70;

  private static final Drawn<Turn> TURNS =
      new Drawn<>(
          List.of(
              new Drawn.Odd<>(
                  40, (asked, p) -> List.of(with(p, "", p.getAmountMinor() * 6 / 5 + 1))),
              new Drawn.Odd<>(40, (asked, p) -> inTwoParts(p)),
              new Drawn.Odd<>(20, (asked, p) -> competing(p)),
              new Drawn.Odd<>(20, (asked, p) -> List.of(after(asked, p, HOLD_LIFE))),
              new Drawn.Odd<>(10, (asked, p) -> List.of(after(asked, p, HOLD_LIFE.plusMillis(1)))),
              new Drawn.Odd<>(20, (asked, p) -> List.of(after(asked, p, Duration.ofDays(10)))),
              new Drawn.Odd<>(20, (asked, p) -> List.of(after(asked, p, Duration.ofMinutes(-1)))),
              new Drawn.Odd<>(20, (asked, p) -> List.of(withoutRequest(p))),
              new Drawn.Odd<>(20, (asked, p) -> takenThenGivenUp(p)),
              new Drawn.Odd<>(20, (asked, p) -> partGivenUp(p)),
              new Drawn.Odd<>(20, (asked, p) -> givenUpThenTaken(p)),
              new Drawn.Odd<>(10, (asked, p) -> List.of(inEuros(p))),
              new Drawn.Odd<>(40, (asked, p) -> List.of()),
              new Drawn.Odd<>(1, (asked, p) -> inManyParts(p))));

  private OddPurchases() {}

  /** What is made of a purchase. */
  private interface Turn {
    List<Event> of(AuthorizationRequest asked, Purchase purchase);
  }

  /** What stands in the purchase's place; for most it is the purchase. */
  static List<Event> of(AuthorizationRequest asked, Purchase purchase) {
    return TURNS
        .of("purchase ", asked.getRequestId(), (same, p) -> List.of(Event.of(p)))
        .of(asked, purchase);
  }

  private static Event with(Purchase of, String suffix, long amountMinor) {
    return Event.of(Changed.purchase(of, suffix, Math.max(1, amountMinor), Duration.ZERO));
  }

  private static List<Event> inTwoParts(Purchase of) {
    long first = Math.max(1, of.getAmountMinor() * 3 / 5);
    long rest = Math.max(1, of.getAmountMinor() - first);
    return List.of(
        with(of, "", first), Event.of(Changed.purchase(of, "-b", rest, Duration.ofDays(2))));
  }

  private static List<Event> competing(Purchase of) {
    long most = Math.max(1, of.getAmountMinor() * 7 / 10);
    return List.of(
        with(of, "", most), Event.of(Changed.purchase(of, "-b", most, Duration.ofSeconds(1))));
  }

  private static Event after(AuthorizationRequest asked, Purchase of, Duration later) {
    Duration moved = Duration.between(of.getEventTime(), asked.getEventTime().plus(later));
    return Event.of(Changed.purchase(of, "", of.getAmountMinor(), moved));
  }

  private static Event withoutRequest(Purchase of) {
    return Event.of(
        Purchase.newBuilder(of).setAuthorizationId("none-" + of.getAuthorizationId()).build());
  }

  private static List<Event> takenThenGivenUp(Purchase of) {
    return List.of(Event.of(of), Changed.reversal(of, of.getAmountMinor(), Duration.ofHours(1)));
  }

  private static List<Event> partGivenUp(Purchase of) {
    long part = Math.max(1, of.getAmountMinor() / 3);
    return List.of(
        Changed.reversal(of, part, Duration.ofSeconds(-1)),
        with(of, "", of.getAmountMinor() - part));
  }

  private static List<Event> givenUpThenTaken(Purchase of) {
    return List.of(Changed.reversal(of, of.getAmountMinor(), Duration.ofSeconds(-1)), Event.of(of));
  }

  private static Event inEuros(Purchase of) {
    return Event.of(Purchase.newBuilder(of).setCurrency("EUR").build());
  }

  private static List<Event> inManyParts(Purchase of) {
    List<Event> parts = new ArrayList<>();
    long each = Math.max(1, of.getAmountMinor() / MORE_THAN_ARE_KEPT);
    for (int part = 0; part < MORE_THAN_ARE_KEPT; part++) {
      parts.add(Event.of(Changed.purchase(of, "-" + part, each, Duration.ofSeconds(part))));
    }
    return parts;
  }
}
