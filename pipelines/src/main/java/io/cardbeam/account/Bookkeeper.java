package io.cardbeam.account;

import static io.cardbeam.account.ClearingTerms.later;

import io.cardbeam.account.Bookings.Hold;
import io.cardbeam.account.OpenAuthorization.Status;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.TransferKind;
import io.cardbeam.ledger.BookingRule;
import io.cardbeam.ledger.ExceptionCode;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.text.StableHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Books what happens on cards: makes holds of approvals, clears transactions against them, and says
 * what is refused. Whoever calls it hands over each event once. It remembers nothing, so one does
 * for all cards and threads.
 */
public final class Bookkeeper {
  /** ISO 4217's code for none. */
  private static final String NO_CURRENCY = "XXX";

  private static final Bookkeeper STANDARD = new Bookkeeper(ClearingTermsHistory.standard());

  private final ClearingTermsHistory terms;

  /** One that books by these terms. */
  public Bookkeeper(ClearingTermsHistory terms) {
    this.terms = terms;
  }

  /** One that books by the terms that come with Cardbeam. */
  public static Bookkeeper standard() {
    return STANDARD;
  }

  /**
   * An account after a step.
   *
   * @param account what it is now
   * @param bookings what was booked and refused
   */
  public record Step(Account account, Bookings bookings) {
    static Step none(Account account) {
      return new Step(account, Bookings.NONE);
    }
  }

  /**
   * A request was answered; what waited for it is booked.
   *
   * @param approved whether the answer was yes; a referral is no yes. Whoever decides says no while
   *     the account is {@link Account#isFull full}
   */
  public Step answered(Account account, AuthorizationRequest request, boolean approved) {
    MoneyEvent hold = MoneyEvent.hold(request);
    ClearingTerms valid = terms.at(hold.eventTimeMillis());
    long expires = later(hold.eventTimeMillis(), valid.holdLife(request.getCategory()));
    long tolerated = valid.tolerance(request.getCategory()).toleratedMinor(hold.amountMinor());
    OpenAuthorization answered =
        new OpenAuthorization(
            StableHash.of(hold.id()),
            hold.eventTimeMillis(),
            expires,
            hold.amountMinor(),
            tolerated,
            account.authorization(hold.id()).map(OpenAuthorization::takenMinor).orElse(0L),
            hold.currency(),
            approved ? Status.APPROVED : Status.NOT_APPROVED);
    Optional<Hold> made =
        approved ? Optional.of(new Hold(hold, expires, tolerated)) : Optional.empty();
    List<MoneyEvent> waited =
        account.waiting().stream()
            .filter(event -> event.authorizationId().equals(hold.id()))
            .toList();
    return settled(account.with(answered).without(waited), made, waited);
  }

  /**
   * A transaction came. A purchase whose request is not known waits; where it can't, as too many
   * do, or as its request may have been let go to make room, it is booked: no bound refuses what is
   * owed.
   */
  public Step book(Account account, MoneyEvent event) {
    if (!waits(event) || isAnswered(named(account, event))) {
      return settled(account, Optional.empty(), List.of(event));
    }
    boolean canWait =
        account.waiting().size() < Account.MAX_WAITING
            && !account.mayHaveLetGo(event.eventTimeMillis());
    return canWait
        ? Step.none(account.withWaiting(event))
        : settled(
            account,
            Optional.empty(),
            List.of(event),
            (before, it, none) -> aboveBalance(before, it));
  }

  /** Event time has come so far, milliseconds since 1970 UTC: who waited too long waits no more. */
  public Step expired(Account account, long timeMillis) {
    List<MoneyEvent> waited =
        account.waiting().stream().filter(event -> waitsUntil(event) <= timeMillis).toList();
    return waited.isEmpty()
        ? Step.none(account)
        : settled(account.without(waited), Optional.empty(), waited);
  }

  /** Event time at which somebody has waited too long; {@link Long#MAX_VALUE} if nobody waits. */
  public long wakeMillis(Account account) {
    return account.waiting().stream().mapToLong(this::waitsUntil).min().orElse(Long.MAX_VALUE);
  }

  /** Whether a transaction waits where the request that it names is not known. */
  public static boolean waits(MoneyEvent event) {
    return event.kind() == TransferKind.PURCHASE && !event.authorizationId().isEmpty();
  }

  /** Event time up to which a transaction that waits does, milliseconds since 1970 UTC. */
  public long waitsUntil(MoneyEvent event) {
    return later(event.eventTimeMillis(), terms.at(event.eventTimeMillis()).patience());
  }

  /** Why a transaction is not booked, if it is not. */
  private interface Rule {
    Optional<Refusal> refusal(Account before, MoneyEvent event, Optional<OpenAuthorization> named);
  }

  private Step settled(Account before, Optional<Hold> hold, List<MoneyEvent> events) {
    return settled(before, hold, events, this::refusal);
  }

  private Step settled(Account before, Optional<Hold> hold, List<MoneyEvent> events, Rule rule) {
    Account account = before;
    List<MoneyEvent> booked = new ArrayList<>(events.size());
    List<Refusal> refused = new ArrayList<>();
    for (MoneyEvent event : events) {
      Optional<OpenAuthorization> named = named(account, event);
      Optional<Refusal> refusal = rule.refusal(account, event, named);
      if (refusal.isPresent()) {
        refused.add(refusal.get());
      } else {
        booked.add(event);
        account = counted(account, event, named);
      }
    }
    return new Step(account, Bookings.of(hold, booked, refused));
  }

  private Optional<Refusal> refusal(
      Account account, MoneyEvent event, Optional<OpenAuthorization> named) {
    return aboveBalance(account, event)
        .or(
            () ->
                ClearingRule.refusal(
                    event, matched(event, named), terms.at(event.eventTimeMillis())));
  }

  private static Optional<Refusal> aboveBalance(Account account, MoneyEvent event) {
    return account.canBook(event.amountMinor())
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                event,
                ExceptionCode.ABOVE_BALANCE,
                "the balance would go beyond "
                    + Account.MAX_BALANCE_MINOR
                    + " minor units, the most that an account can have"));
  }

  private Account counted(Account account, MoneyEvent event, Optional<OpenAuthorization> named) {
    BookingRule rule = BookingRule.of(event.kind());
    Account booked =
        account.booked(
            event.effectiveFromMillis(), event.currency(), rule.owed(event.amountMinor()));
    if (!rule.takesHold() || event.authorizationId().isEmpty()) {
      return booked;
    }
    // A request that comes after what takes from its hold must find what was taken.
    Account known = isAnswered(named) ? booked : booked.with(unknown(event, named));
    return known.taken(
        event.effectiveFromMillis(), StableHash.of(event.authorizationId()), event.amountMinor());
  }

  /** In place of a request that has not come; as late as the latest of what names it. */
  private OpenAuthorization unknown(MoneyEvent event, Optional<OpenAuthorization> before) {
    long time =
        Math.max(
            event.eventTimeMillis(),
            before.map(OpenAuthorization::requestMillis).orElse(Long.MIN_VALUE));
    return new OpenAuthorization(
        StableHash.of(event.authorizationId()),
        time,
        later(time, terms.at(time).holdLife()),
        0,
        0,
        before.map(OpenAuthorization::takenMinor).orElse(0L),
        NO_CURRENCY,
        Status.UNKNOWN);
  }

  private static boolean isAnswered(Optional<OpenAuthorization> named) {
    return named.filter(it -> it.status() != Status.UNKNOWN).isPresent();
  }

  /**
   * The request by which a purchase is judged: by the times of both alone, so that it does not
   * matter which came first. One of long before matches none, and one so long after that the
   * purchase had waited too long.
   */
  private Optional<OpenAuthorization> matched(MoneyEvent event, Optional<OpenAuthorization> named) {
    return named.filter(
        it ->
            event.eventTimeMillis() <= later(it.requestMillis(), ClearingTerms.PRESENTED_WITHIN)
                && it.requestMillis() < waitsUntil(event));
  }

  private static Optional<OpenAuthorization> named(Account account, MoneyEvent event) {
    return event.authorizationId().isEmpty()
        ? Optional.empty()
        : account.authorization(event.authorizationId());
  }
}
