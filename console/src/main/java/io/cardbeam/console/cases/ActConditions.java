package io.cardbeam.console.cases;

import io.cardbeam.console.database.Query;
import io.cardbeam.event.CardStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What must hold of a case, its card and its merchants before an act is done. */
final class ActConditions {
  private static final String OTHER_OPEN =
      "SELECT case_id FROM cases.fraud_case WHERE card_token = ? AND closed_at IS NULL";

  private final BlockedMerchants merchants;

  /** Which merchants are on the block list. */
  @FunctionalInterface
  interface BlockedMerchants {
    /** Whether one is on it from now on; empty where that is not known now. Does not wait. */
    Optional<Boolean> isBlocked(String merchantId);
  }

  ActConditions(BlockedMerchants merchants) {
    this.merchants = merchants;
  }

  static void requireUnclosed(CaseSummary before) throws RefusedActException {
    if (before.status().isClosed()) {
      throw new RefusedActException("The case is closed; reopen it first.");
    }
  }

  static void requireNoOther(Connection connection, CaseSummary before)
      throws SQLException, RefusedActException {
    if (before.status() == CaseStatus.OPEN || before.status() == CaseStatus.IN_PROGRESS) {
      throw new RefusedActException("The case is open already.");
    }
    Optional<Long> other =
        new Query(OTHER_OPEN)
            .with(before.cardToken())
            .first(connection, row -> row.getLong("case_id"));
    if (other.isPresent() && other.get() != before.id()) {
      throw new RefusedActException(
          "Case " + other.get() + " of the same card is open; go on there.");
    }
  }

  static void requireBlockable(Connection connection, CaseSummary before, Act.CardBlock block)
      throws SQLException, RefusedActException {
    CardStatus status =
        CardSnapshot.status(connection, before.cardToken())
            .orElseThrow(
                () ->
                    new RefusedActException(
                        "The books do not hold the card with its cardholder yet."));
    if (block.on() && status != CardStatus.ACTIVE) {
      throw new RefusedActException("The card is blocked or closed already.");
    }
    if (!block.on() && status != CardStatus.BLOCKED) {
      throw new RefusedActException(
          status == CardStatus.CLOSED
              ? "The card is closed, which its issuer alone can change."
              : "The card is not blocked.");
    }
  }

  void requireListable(Connection connection, CaseSummary before, Act.MerchantBlock block)
      throws SQLException, RefusedActException {
    if (!CaseStore.hasAlertOf(connection, before.id(), block.merchantId())) {
      throw new RefusedActException("No alert of the case is of this merchant.");
    }
    if (merchants.isBlocked(block.merchantId()).equals(Optional.of(block.on()))) {
      throw new RefusedActException(
          block.on()
              ? "The merchant is on the block list already."
              : "The merchant is not on the block list.");
    }
  }
}
