package io.cardbeam.pipeline.purchase;

import io.cardbeam.clearing.Authorization;
import io.cardbeam.clearing.AuthorizationLedger;
import io.cardbeam.clearing.AuthorizationLedger.Entry;
import io.cardbeam.clearing.ClearingTerms;
import io.cardbeam.clearing.Posting;
import io.cardbeam.clearing.Posting.Kind;
import io.cardbeam.clearing.Ruling;
import io.cardbeam.clearing.Verdict;
import io.cardbeam.event.TransactionException;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.traffic.Conflict;
import io.cardbeam.wire.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
   * @param conflicts what says something else than the first of its identity, in order
   * @param copies how many facts say what the first of their identity says
   */
  record Change(
      CaseFile file,
      List<Booked> booked,
      List<TransactionException> exceptions,
      List<Conflict> conflicts,
      int copies) {

    private static Change none(CaseFile file) {
      return new Change(file, List.of(), List.of(), List.of(), 0);
    }

    /** Of a fact that came before. */
    private static Change again(CaseFile file, Event event, boolean isSame, long standing) {
      return isSame
          ? new Change(file, List.of(), List.of(), List.of(), 1)
          : new Change(
              file, List.of(), List.of(), List.of(new Conflict(event, standing, List.of())), 0);
    }

    private Change then(Change next) {
      return new Change(
          next.file,
          join(booked, next.booked),
          join(exceptions, next.exceptions),
          join(conflicts, next.conflicts),
          copies + next.copies);
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
    Change so = Change.none(EMPTY);
    for (Fact fact : inOrder) {
      so = so.then(so.file().expire(fact.eventTimeMillis(), terms));
      so = so.then(so.file().take(fact, terms));
    }
    return so.then(so.file().expire(Long.MAX_VALUE, terms));
  }

  private Change take(Decided answered, ClearingTerms terms) {
    Authorization authorization = Authorization.of(answered.request(), answered.decision());
    if (ledger.authorization().isPresent()) {
      return again(answered, ledger.authorization().get().fingerprint(), authorization);
    }
    return after(
        ledger.open(authorization, terms),
        events,
        authorization.approved() ? Optional.of(answered) : Optional.empty());
  }

  /** A second answer under one id: of a request that whoever decides had forgotten. */
  private Change again(Decided answered, OptionalLong standing, Authorization second) {
    boolean isSame =
        standing.isEmpty()
            || second.fingerprint().isEmpty()
            || standing.equals(second.fingerprint());
    return Change.again(this, Event.of(answered.request()), isSame, standing.orElse(0));
  }

  private Change take(Event event, ClearingTerms terms) {
    Posting posting = Posting.of(event);
    OptionalLong standing = ledger.standing(posting);
    if (standing.isPresent()) {
      boolean isSame = standing.getAsLong() == posting.fingerprint();
      return Change.again(this, event, isSame, standing.getAsLong());
    }
    List<Event> with = new ArrayList<>(events);
    with.add(event);
    return after(ledger.post(posting, terms), with, decided);
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
              () -> booked.add(booked(posting, events, decided.orElseThrow())));
    }
    List<Event> needed = events.stream().filter(e -> isNeeded(e, change.ledger())).toList();
    return new Change(
        new CaseFile(change.ledger(), decided, needed), booked, exceptions, List.of(), 0);
  }

  private static boolean isNeeded(Event event, AuthorizationLedger ledger) {
    Kind kind = Posting.kindOf(event);
    String id = event.id();
    return ledger.waiting().stream().anyMatch(posting -> posting.isOf(kind, id))
        || (kind.isSubject() && ledger.entry(kind, id).filter(Entry::accepted).isPresent());
  }

  private static Booked booked(Posting posting, List<Event> events, Decided decided) {
    Event event = needed(posting.kind(), posting.id(), events);
    return switch (posting.kind()) {
      case PURCHASE, REVERSAL -> new Booked.OnAuthorization(event, decided);
      case REFUND, CHARGEBACK ->
          new Booked.OnPurchase(event, needed(Kind.PURCHASE, posting.subjectId(), events), decided);
      case CHARGEBACK_UPHELD, CHARGEBACK_REJECTED -> {
        Event chargeback = needed(Kind.CHARGEBACK, posting.subjectId(), events);
        yield new Booked.OnChargeback(
            event, chargeback, needed(Kind.PURCHASE, posting.purchaseId(), events), decided);
      }
    };
  }

  private static Event needed(Kind kind, String id, List<Event> events) {
    return events.stream()
        .filter(event -> event.id().equals(id) && Posting.kindOf(event) == kind)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(kind + " " + id + " was let go too early"));
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
