package io.cardbeam.billing;

import io.cardbeam.event.LedgerAccount;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * A line of a statement: one booking on the account.
 *
 * @param type what it is, which tells which way the amount counts
 * @param transactionId key of the transaction among those of its type
 * @param transactionDate day that it happened on
 * @param postingDate day that it is booked on, the same or later
 * @param eventTime when it happened
 * @param description merchant's name, or how it was paid
 * @param category merchant category; empty where there is none
 * @param amountMinor minor units, above 0
 */
public record StatementLine(
    TransactionType type,
    String transactionId,
    LocalDate transactionDate,
    LocalDate postingDate,
    Instant eventTime,
    String description,
    String category,
    long amountMinor) {

  /** The order of lines on a statement: by day and time, then type and key. */
  public static final Comparator<StatementLine> ORDER =
      Comparator.comparing(StatementLine::postingDate)
          .thenComparing(StatementLine::eventTime)
          .thenComparing(StatementLine::type)
          .thenComparing(StatementLine::transactionId);

  public StatementLine {
    if (amountMinor <= 0) {
      throw new IllegalArgumentException(
          type + " " + transactionId + " has amount " + amountMinor + ", which is not above 0");
    }
    if (transactionDate.isAfter(postingDate)) {
      throw new IllegalArgumentException(
          "%s %s is posted on %s, before it happened on %s"
              .formatted(type, transactionId, postingDate, transactionDate));
    }
  }

  /** What it adds to the balance, minor units: below 0 for what is credited, 0 for what stays. */
  public long signedMinor() {
    return type.signed(amountMinor);
  }

  /** Its booking: both sides, which sum to zero; the cardholder's first, if it has one. */
  public List<LedgerEntry> entries() {
    LedgerEntry debit = new LedgerEntry(type.debited(), amountMinor);
    LedgerEntry credit = new LedgerEntry(type.credited(), Math.negateExact(amountMinor));
    return type.credited() == LedgerAccount.CARDHOLDER
        ? List.of(credit, debit)
        : List.of(debit, credit);
  }
}
