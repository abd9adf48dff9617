package io.cardbeam.clearing;

import static io.cardbeam.clearing.ClearingTerms.later;

import io.cardbeam.clearing.Posting.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * All that is known of one authorization of one card: its answer, the transactions on it that were
 * ruled, and those that wait for what they name. A value: each step gives the ledger after it and
 * the rulings that it brought. A transaction that comes again brings none, whatever the second copy
 * says ({@link #standing} tells whether it says the same); nor does a second answer to the same
 * request.
 *
 * <p>Taken in {@link Posting#ORDER}, with {@link #expire} before each, the rulings are a function
 * of the set of facts. Taken in another order they are the same wherever the transactions don't
 * compete; which of two purchases gets the rest of a hold is then decided by who came first.
 *
 * @param authorization the answered request; empty until it comes
 * @param entries ruled transactions, in the order of their rulings
 * @param waiting transactions whose authorization, purchase or chargeback has not come
 */
public record AuthorizationLedger(
    Optional<Authorization> authorization, List<Entry> entries, List<Posting> waiting) {

  /** Most transactions of one authorization that are kept; what comes beyond is an exception. */
  public static final int MAX_TRANSACTIONS = 64;

  private static final Duration TICK = Duration.ofMillis(1);

  /** Nothing is known. */
  public static final AuthorizationLedger EMPTY =
      new AuthorizationLedger(Optional.empty(), List.of(), List.of());

  public AuthorizationLedger {
    entries = List.copyOf(entries);
    waiting = List.copyOf(waiting);
    if (entries.size() + waiting.size() > MAX_TRANSACTIONS) {
      throw new IllegalArgumentException("more than " + MAX_TRANSACTIONS + " transactions");
    }
  }

  /**
   * A ruled transaction.
   *
   * @param kind its kind
   * @param id its key
   * @param subjectId purchase or chargeback that it is about, empty for a reversal
   * @param eventTimeMillis when it happened, milliseconds since 1970 UTC
   * @param amountMinor minor units
   * @param accepted whether it is in the books
   * @param fingerprint of what it says
   */
  public record Entry(
      Kind kind,
      String id,
      String subjectId,
      long eventTimeMillis,
      long amountMinor,
      boolean accepted,
      long fingerprint) {

    /** Whether it is the transaction of that kind and key, whatever it says. */
    public boolean isOf(Kind otherKind, String otherId) {
      return kind.sharesKeysWith(otherKind) && id.equals(otherId);
    }
  }

  /**
   * The ledger after a step.
   *
   * @param ledger what is known now
   * @param rulings what became final, in order
   */
  public record Change(AuthorizationLedger ledger, List<Ruling> rulings) {
    public Change {
      rulings = List.copyOf(rulings);
    }
  }

  /** The request was answered: what waited for it is ruled, as it happened. */
  public Change open(Authorization answered, ClearingTerms terms) {
    if (authorization.isPresent()) {
      return new Change(this, List.of());
    }
    List<Posting> came = new ArrayList<>(waiting);
    came.sort(Posting.ORDER);
    return new AuthorizationLedger(Optional.of(answered), entries, List.of()).postAll(came, terms);
  }

  /** A transaction came. */
  public Change post(Posting posting, ClearingTerms terms) {
    if (standing(posting).isPresent()) {
      return new Change(this, List.of());
    }
    if (entries.size() + waiting.size() >= MAX_TRANSACTIONS) {
      return new Change(this, List.of(new Ruling(posting, Optional.of(ClearingRule.tooMany()))));
    }
    Verdict verdict = ClearingRule.judge(this, posting, terms);
    if (verdict instanceof Verdict.Waiting) {
      return new Change(
          new AuthorizationLedger(authorization, entries, with(waiting, posting)), List.of());
    }
    return rule(posting, verdict, terms);
  }

  /** Event time has come so far, milliseconds since 1970 UTC: who waited too long is refused. */
  public Change expire(long nowMillis, ClearingTerms terms) {
    AuthorizationLedger ledger = this;
    List<Ruling> rulings = new ArrayList<>();
    for (Posting posting : waiting.stream().sorted(Posting.ORDER).toList()) {
      if (!ledger.waiting.contains(posting)) {
        // What it waited for was refused just now, and so it was itself.
        continue;
      }
      Verdict verdict = ClearingRule.judge(ledger, posting, terms);
      if (verdict instanceof Verdict.Waiting wait && wait.untilMillis() < nowMillis) {
        Change change = ledger.without(posting).rule(posting, wait.ifNothingComes(), terms);
        ledger = change.ledger();
        rulings.addAll(change.rulings());
      }
    }
    return new Change(ledger, rulings);
  }

  /**
   * The next event time, milliseconds since 1970 UTC, at which something is to be done: somebody
   * has waited too long, or the ledger may be forgotten.
   */
  public long nextWakeMillis(ClearingTerms terms) {
    long wake = keepUntilMillis(terms);
    for (Posting posting : waiting) {
      // One past the limit: at the limit itself it may still be ruled.
      wake = Math.min(wake, later(later(posting.eventTimeMillis(), terms.patience()), TICK));
    }
    return wake;
  }

  /**
   * Event time, milliseconds since 1970 UTC, from which nothing can come that the ledger is needed
   * for: the hold is over, and so is the time to give a booked purchase back and to decide a booked
   * chargeback.
   */
  public long keepUntilMillis(ClearingTerms terms) {
    long until = Long.MIN_VALUE;
    if (authorization.isPresent()) {
      until = later(authorization.get().requestedAtMillis(), terms.holdLife());
    }
    for (Posting posting : waiting) {
      until = Math.max(until, later(posting.eventTimeMillis(), terms.patience()));
    }
    for (Entry entry : entries) {
      boolean mayBeNamed = entry.kind().isSubject() && entry.accepted();
      until =
          Math.max(
              until,
              later(entry.eventTimeMillis(), mayBeNamed ? terms.creditTerm() : terms.patience()));
    }
    return until == Long.MIN_VALUE ? until : later(until, terms.lateness());
  }

  /** The ruled transaction of that kind and id. */
  public Optional<Entry> entry(Kind kind, String id) {
    return entries.stream().filter(e -> e.kind() == kind && e.id().equals(id)).findFirst();
  }

  /** Sum of the accepted transactions of a kind, minor units. */
  long accepted(Kind kind) {
    return entries.stream()
        .filter(e -> e.accepted() && e.kind() == kind)
        .mapToLong(Entry::amountMinor)
        .sum();
  }

  /**
   * What of a purchase is refunded or charged back, less what was taken back again, minor units.
   */
  long givenBack(String purchaseId) {
    long sum = 0;
    for (Entry entry : entries) {
      if (entry.accepted() && entry.kind().isCredit() && entry.subjectId().equals(purchaseId)) {
        sum += entry.amountMinor();
        sum -= entry.kind() == Kind.CHARGEBACK ? rejected(entry.id()) : 0;
      }
    }
    return sum;
  }

  private long rejected(String chargebackId) {
    return decided(chargebackId, kind -> kind == Kind.CHARGEBACK_REJECTED);
  }

  /** What of a chargeback was decided, either way, minor units. */
  long decided(String chargebackId) {
    return decided(chargebackId, Kind::isResolution);
  }

  private long decided(String chargebackId, Predicate<Kind> ways) {
    return entries.stream()
        .filter(e -> e.accepted() && ways.test(e.kind()) && e.subjectId().equals(chargebackId))
        .mapToLong(Entry::amountMinor)
        .sum();
  }

  /**
   * Fingerprint of the transaction of this one's kind and key that came before, ruled or waiting;
   * empty if this is the first.
   */
  public OptionalLong standing(Posting posting) {
    for (Entry entry : entries) {
      if (entry.isOf(posting.kind(), posting.id())) {
        return OptionalLong.of(entry.fingerprint());
      }
    }
    for (Posting waits : waiting) {
      if (waits.isOf(posting.kind(), posting.id())) {
        return OptionalLong.of(waits.fingerprint());
      }
    }
    return OptionalLong.empty();
  }

  private Change postAll(List<Posting> postings, ClearingTerms terms) {
    AuthorizationLedger ledger = this;
    List<Ruling> rulings = new ArrayList<>();
    for (Posting posting : postings) {
      Change change = ledger.post(posting, terms);
      ledger = change.ledger();
      rulings.addAll(change.rulings());
    }
    return new Change(ledger, rulings);
  }

  /** After a transaction was ruled, those that waited for it are too. */
  private Change settleWaiting(Change subject, ClearingTerms terms) {
    if (waiting.isEmpty()) {
      return subject;
    }
    List<Posting> came = new ArrayList<>(waiting);
    came.sort(Posting.ORDER);
    Change settled =
        new AuthorizationLedger(authorization, entries, List.of()).postAll(came, terms);
    List<Ruling> rulings = new ArrayList<>(subject.rulings());
    rulings.addAll(settled.rulings());
    return new Change(settled.ledger(), rulings);
  }

  private Change rule(Posting posting, Verdict verdict, ClearingTerms terms) {
    Optional<Verdict.Refused> refusal =
        verdict instanceof Verdict.Refused refused ? Optional.of(refused) : Optional.empty();
    Entry entry =
        new Entry(
            posting.kind(),
            posting.id(),
            posting.subjectId(),
            posting.eventTimeMillis(),
            posting.amountMinor(),
            refusal.isEmpty(),
            posting.fingerprint());
    Change ruled =
        new Change(
            new AuthorizationLedger(authorization, with(entries, entry), waiting),
            List.of(new Ruling(posting, refusal)));
    return posting.kind().isSubject() ? ruled.ledger().settleWaiting(ruled, terms) : ruled;
  }

  private AuthorizationLedger without(Posting posting) {
    return new AuthorizationLedger(
        authorization, entries, waiting.stream().filter(w -> !w.equals(posting)).toList());
  }

  private static <T> List<T> with(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }
}
