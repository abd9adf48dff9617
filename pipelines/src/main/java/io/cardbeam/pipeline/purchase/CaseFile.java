package io.cardbeam.pipeline.purchase;

import io.cardbeam.clearing.Authorization;
import io.cardbeam.clearing.AuthorizationLedger;
import io.cardbeam.clearing.AuthorizationLedger.Entry;
import io.cardbeam.clearing.ClearingTerms;
import io.cardbeam.clearing.Posting;
import io.cardbeam.clearing.Posting.Kind;
import io.cardbeam.clearing.Ruling;
import io.cardbeam.clearing.Verdict;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.TransactionException;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.wire.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ledger of one authorization with the records behind it, as far as they will be needed again:
 * the answer if it was yes, the booked purchases and chargebacks, and the transactions that wait.
 *
 * @param ledger what the rule knows
 * @param decided the approved authorization
 * @param events booked purchases and chargebacks, and waiting transactions
 */
record CaseFile(AuthorizationLedger ledger, Optional<Decided> decided, List<Event> events) {

  static final CaseFile EMPTY =
      new CaseFile(AuthorizationLedger.EMPTY, Optional.empty(), List.of());

  CaseFile {
    events = List.copyOf(events);
  }

  /**
   * The file after a step.
   *
   * @param file what is known now
   * @param booked what goes to the books, in order
   * @param exceptions what goes to the exceptions, in order
   */
  record Change(CaseFile file, List<Booked> booked, List<TransactionException> exceptions) {

    private Change then(Change next) {
      return new Change(next.file, join(booked, next.booked), join(exceptions, next.exceptions));
    }

    private static <T> List<T> join(List<T> a, List<T> b) {
      return Stream.concat(a.stream(), b.stream()).toList();
    }
  }

  /** A fact came. */
  Change take(Fact fact, ClearingTerms terms) {
    return fact instanceof Fact.OfTransaction it
        ? take(it.event(), terms)
        : take(((Fact.OfDecision) fact).decided(), terms);
  }

  /** Event time, milliseconds since 1970 UTC, has come so far. */
  Change expire(long nowMillis, ClearingTerms terms) {
    return after(ledger.expire(nowMillis, terms), events, decided);
  }

  /** All facts of an authorization, in any order, ruled as if each had come when it happened. */
  static Change settle(List<Fact> facts, ClearingTerms terms) {
    List<Fact> inOrder = new ArrayList<>(facts);
    inOrder.sort(Fact.ORDER);
    Change so = new Change(EMPTY, List.of(), List.of());
    for (Fact fact : inOrder) {
      so = so.then(so.file().expire(fact.eventTimeMillis(), terms));
      so = so.then(so.file().take(fact, terms));
    }
    return so.then(so.file().expire(Long.MAX_VALUE, terms));
  }

  private Change take(Decided answered, ClearingTerms terms) {
    Authorization authorization = Authorization.of(answered.request(), answered.decision());
    Optional<Decided> known =
        ledger.authorization().isEmpty() && authorization.approved()
            ? Optional.of(answered)
            : decided;
    return after(ledger.open(authorization, terms), events, known);
  }

  private Change take(Event event, ClearingTerms terms) {
    List<Event> with = new ArrayList<>(events);
    with.add(event);
    AuthorizationLedger.Change change = ledger.post(Posting.of(event), terms);
    boolean cameBefore = change.ledger().equals(ledger) && change.rulings().isEmpty();
    return cameBefore ? new Change(this, List.of(), List.of()) : after(change, with, decided);
  }

  private static Change after(
      AuthorizationLedger.Change change, List<Event> events, Optional<Decided> decided) {
    List<Booked> booked = new ArrayList<>();
    List<TransactionException> exceptions = new ArrayList<>();
    for (Ruling ruling : change.rulings()) {
      Posting posting = ruling.posting();
      ruling
          .refusal()
          .ifPresentOrElse(
              refusal -> exceptions.add(exception(posting, refusal)),
              () -> booked.add(booked(posting, change.ledger(), events, decided.orElseThrow())));
    }
    List<Event> needed = events.stream().filter(e -> isNeeded(e, change.ledger())).toList();
    return new Change(new CaseFile(change.ledger(), decided, needed), booked, exceptions);
  }

  private static boolean isNeeded(Event event, AuthorizationLedger ledger) {
    Posting posting = Posting.of(event);
    return ledger.waiting().contains(posting)
        || (posting.kind().isSubject()
            && ledger.entry(posting.kind(), posting.id()).filter(Entry::accepted).isPresent());
  }

  private static Booked booked(
      Posting posting, AuthorizationLedger ledger, List<Event> events, Decided decided) {
    Event event = needed(posting.kind(), posting.id(), events);
    return switch (posting.kind()) {
      case PURCHASE, REVERSAL -> new Booked.OnAuthorization(event, decided);
      case REFUND, CHARGEBACK ->
          new Booked.OnPurchase(event, needed(Kind.PURCHASE, posting.subjectId(), events), decided);
      case CHARGEBACK_UPHELD, CHARGEBACK_REJECTED -> {
        Event chargeback =
            find(Kind.CHARGEBACK, posting.subjectId(), events)
                .orElseGet(() -> chargeback(posting, ledger));
        String purchaseId = Posting.of(chargeback).subjectId();
        yield new Booked.OnChargeback(
            event, chargeback, needed(Kind.PURCHASE, purchaseId, events), decided);
      }
    };
  }

  private static Event needed(Kind kind, String id, List<Event> events) {
    return find(kind, id, events)
        .orElseThrow(() -> new IllegalStateException(kind + " " + id + " was let go too early"));
  }

  private static Optional<Event> find(Kind kind, String id, List<Event> events) {
    return events.stream()
        .filter(e -> e.id().equals(id) && Posting.of(e).kind() == kind)
        .findFirst();
  }

  /**
   * The chargeback that a resolution names, as the ledger knows it: state of a version that knew of
   * no resolutions did not keep the records. It was stored long ago, with its reason.
   */
  private static Event chargeback(Posting resolution, AuthorizationLedger ledger) {
    Entry entry = ledger.entry(Kind.CHARGEBACK, resolution.subjectId()).orElseThrow();
    return Event.of(
        Chargeback.newBuilder()
            .setChargebackId(entry.id())
            .setPurchaseId(entry.subjectId())
            .setAuthorizationId(resolution.authorizationId())
            .setCardToken(resolution.cardToken())
            .setEventTime(Instant.ofEpochMilli(entry.eventTimeMillis()))
            .setAmountMinor(entry.amountMinor())
            .setCurrency(resolution.currency())
            .build());
  }

  private static TransactionException exception(Posting posting, Verdict.Refused refusal) {
    return TransactionException.newBuilder()
        .setTransactionId(posting.id())
        .setTransactionType(recordName(posting.kind()))
        .setAuthorizationId(posting.authorizationId())
        .setCardToken(posting.cardToken())
        .setEventTime(Instant.ofEpochMilli(posting.eventTimeMillis()))
        .setAmountMinor(posting.amountMinor())
        .setCurrency(posting.currency())
        .setCode(refusal.code().name())
        .setReason(refusal.reason())
        .build();
  }

  private static String recordName(Kind kind) {
    return switch (kind) {
      case PURCHASE -> "Purchase";
      case REVERSAL -> "Reversal";
      case REFUND -> "Refund";
      case CHARGEBACK -> "Chargeback";
      case CHARGEBACK_UPHELD, CHARGEBACK_REJECTED -> "ChargebackResolution";
    };
  }
}
