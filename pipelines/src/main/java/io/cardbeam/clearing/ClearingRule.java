package io.cardbeam.clearing;

import static io.cardbeam.clearing.ClearingTerms.later;

import io.cardbeam.clearing.AuthorizationLedger.Entry;
import io.cardbeam.clearing.Posting.Kind;
import io.cardbeam.money.MinorUnits;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The rule: what becomes of a transaction, given what the ledger knows of its authorization. */
final class ClearingRule {
  /** From here on people count days. */
  private static final int HOURS_OF_TWO_DAYS = 48;

  private static final Verdict ACCEPTED = new Verdict.Accepted();

  private ClearingRule() {}

  static Verdict judge(AuthorizationLedger ledger, Posting posting, ClearingTerms terms) {
    if (posting.amountMinor() <= 0) {
      return refused(
          ExceptionCode.BAD_AMOUNT,
          String.format("%s is not above zero", text(posting, posting.amountMinor())));
    }
    Optional<Authorization> known = ledger.authorization();
    if (known.isEmpty()) {
      return waiting(
          posting,
          terms,
          refused(
              ExceptionCode.NO_AUTHORIZATION,
              String.format(
                  "no decision on request %s of this card came within %s; check that the request was sent",
                  posting.authorizationId(), length(terms.patience()))));
    }
    Authorization authorization = known.get();
    if (!authorization.currency().equals(posting.currency())) {
      return refused(
          ExceptionCode.OTHER_CURRENCY,
          String.format(
              "request %s is in %s, this is in %s",
              authorization.id(), authorization.currency(), posting.currency()));
    }
    if (!authorization.approved()) {
      return refused(
          ExceptionCode.NOT_APPROVED,
          String.format("request %s was not approved", authorization.id()));
    }
    return switch (posting.kind()) {
      case PURCHASE, REVERSAL -> judgeOnHold(ledger, authorization, posting, terms);
      case REFUND, CHARGEBACK -> judgeCredit(ledger, posting, terms);
      case CHARGEBACK_UPHELD, CHARGEBACK_REJECTED -> judgeResolution(ledger, posting, terms);
    };
  }

  /** A purchase takes from the hold, a reversal gives up part of it. */
  private static Verdict judgeOnHold(
      AuthorizationLedger ledger,
      Authorization authorization,
      Posting posting,
      ClearingTerms terms) {
    long expiry = later(authorization.requestedAtMillis(), terms.holdLife());
    if (posting.eventTimeMillis() > expiry) {
      return refused(
          ExceptionCode.HOLD_EXPIRED,
          String.format(
              "the hold ended %s, after %s; this is of %s",
              Instant.ofEpochMilli(expiry),
              length(terms.holdLife()),
              Instant.ofEpochMilli(posting.eventTimeMillis())));
    }
    long left = authorization.amountMinor() - ledger.accepted(Kind.PURCHASE);
    long leftAfterReversals = left - ledger.accepted(Kind.REVERSAL);
    if (posting.amountMinor() > left) {
      return refused(
          ExceptionCode.ABOVE_AUTHORIZED,
          String.format(
              "%s is more than the %s left of the %s authorized",
              text(posting, posting.amountMinor()),
              text(posting, left),
              text(posting, authorization.amountMinor())));
    }
    if (posting.amountMinor() > leftAfterReversals) {
      return refused(
          ExceptionCode.REVERSED,
          String.format(
              "%s is more than the %s left after the merchant's reversal",
              text(posting, posting.amountMinor()), text(posting, leftAfterReversals)));
    }
    return ACCEPTED;
  }

  /** A refund or chargeback gives back part of a purchase. */
  private static Verdict judgeCredit(
      AuthorizationLedger ledger, Posting posting, ClearingTerms terms) {
    Optional<Entry> found = ledger.entry(Kind.PURCHASE, posting.subjectId());
    if (found.isEmpty()) {
      return waiting(
          posting,
          terms,
          refused(
              ExceptionCode.NO_PURCHASE,
              String.format(
                  "no purchase %s on request %s came within %s",
                  posting.subjectId(), posting.authorizationId(), length(terms.patience()))));
    }
    Entry purchase = found.get();
    if (!purchase.accepted()) {
      return refused(
          ExceptionCode.NO_PURCHASE,
          String.format(
              "purchase %s is an exception itself; there is nothing to give back", purchase.id()));
    }
    if (posting.eventTimeMillis() > later(purchase.eventTimeMillis(), terms.creditTerm())) {
      return refused(
          ExceptionCode.TERM_EXPIRED,
          String.format(
              "the purchase was %s, more than %s before this",
              Instant.ofEpochMilli(purchase.eventTimeMillis()), length(terms.creditTerm())));
    }
    long left = purchase.amountMinor() - ledger.givenBack(purchase.id());
    if (posting.amountMinor() > left) {
      return refused(
          ExceptionCode.ABOVE_PURCHASE,
          String.format(
              "%s is more than the %s left of the purchase's %s",
              text(posting, posting.amountMinor()),
              text(posting, left),
              text(posting, purchase.amountMinor())));
    }
    return ACCEPTED;
  }

  /** A resolution decides part of a chargeback. */
  private static Verdict judgeResolution(
      AuthorizationLedger ledger, Posting posting, ClearingTerms terms) {
    Optional<Entry> found = ledger.entry(Kind.CHARGEBACK, posting.subjectId());
    if (found.isEmpty()) {
      return waiting(
          posting,
          terms,
          refused(
              ExceptionCode.NO_CHARGEBACK,
              String.format(
                  "no chargeback %s on request %s came within %s",
                  posting.subjectId(), posting.authorizationId(), length(terms.patience()))));
    }
    Entry chargeback = found.get();
    if (!chargeback.accepted()) {
      return refused(
          ExceptionCode.NO_CHARGEBACK,
          String.format(
              "chargeback %s is an exception itself; there is nothing to decide", chargeback.id()));
    }
    if (!chargeback.subjectId().equals(posting.purchaseId())) {
      return refused(
          ExceptionCode.OTHER_PURCHASE,
          String.format(
              "chargeback %s is of purchase %s, not of %s",
              chargeback.id(), chargeback.subjectId(), posting.purchaseId()));
    }
    if (posting.eventTimeMillis() > later(chargeback.eventTimeMillis(), terms.creditTerm())) {
      return refused(
          ExceptionCode.TERM_EXPIRED,
          String.format(
              "the chargeback was %s, more than %s before this",
              Instant.ofEpochMilli(chargeback.eventTimeMillis()), length(terms.creditTerm())));
    }
    long left = chargeback.amountMinor() - ledger.decided(chargeback.id());
    if (posting.amountMinor() > left) {
      return refused(
          ExceptionCode.ABOVE_CHARGEBACK,
          String.format(
              "%s is more than the %s left undecided of the chargeback's %s",
              text(posting, posting.amountMinor()),
              text(posting, left),
              text(posting, chargeback.amountMinor())));
    }
    return ACCEPTED;
  }

  static Verdict.Refused tooMany() {
    return refused(
        ExceptionCode.TOO_MANY_TRANSACTIONS,
        String.format(
            "the request has %d transactions already, the most that are kept track of",
            AuthorizationLedger.MAX_TRANSACTIONS));
  }

  private static Verdict.Waiting waiting(
      Posting posting, ClearingTerms terms, Verdict.Refused ifNothingComes) {
    return new Verdict.Waiting(later(posting.eventTimeMillis(), terms.patience()), ifNothingComes);
  }

  private static String text(Posting posting, long amountMinor) {
    return MinorUnits.decimal(amountMinor, posting.currency()) + " " + posting.currency();
  }

  private static String length(Duration duration) {
    long hours = duration.toHours();
    return hours >= HOURS_OF_TWO_DAYS ? duration.toDays() + " days" : hours + " hours";
  }

  private static Verdict.Refused refused(ExceptionCode code, String reason) {
    return new Verdict.Refused(code, reason);
  }
}
