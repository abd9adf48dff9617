package io.cardbeam.query;

/**
 * The transfers that a ledger must have, of the time asked for: those that the cards' accounts make
 * of the archive's events. A purchase that names a request which is not in the archive waits for it
 * in a stream, and is booked when it has waited too long; so as long as that was not over when the
 * archive's last transfer happened its own may be missing. Where it is there it must be right.
 */
public final class ExpectedTransfers {
  private static final String MAY_WAIT =
      "t.waits_until > (SELECT max(event_time) FROM books_ledger_transfer)";

  private ExpectedTransfers() {}

  /**
   * Question that gives them.
   *
   * @param columns of {@link io.cardbeam.pipeline.books.BooksTable#LEDGER_TRANSFER}
   * @param found table of the transfers that are there, by {@code transfer_id}
   */
  public static String question(String columns, String found) {
    return "SELECT %s FROM books_ledger_transfer t WHERE %s AND NOT coalesce(%s, false)"
        .formatted(columns, StoredTables.TRANSACTION_IN_TIME.strip(), waiting(found));
  }

  /** Question that gives how many are not booked yet. */
  public static String countOfWaiting(String found) {
    return "SELECT count(*) FROM books_ledger_transfer t WHERE %s AND %s"
        .formatted(StoredTables.TRANSACTION_IN_TIME.strip(), waiting(found));
  }

  /** Question that gives those that are there, of the time asked for, each once. */
  public static String distinct(String columns, String found) {
    return "SELECT DISTINCT %s FROM %s t WHERE %s"
        .formatted(columns, found, StoredTables.TRANSACTION_IN_TIME.strip());
  }

  private static String waiting(String found) {
    return "(%s AND NOT EXISTS (SELECT 1 FROM %s f WHERE f.transfer_id = t.transfer_id))"
        .formatted(MAY_WAIT, found);
  }
}
