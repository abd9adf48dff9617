package io.cardbeam.console.gateway.store;

import io.cardbeam.console.gateway.Account;
import io.cardbeam.console.gateway.Account.Recorded;
import io.cardbeam.console.gateway.IdKind;
import io.cardbeam.console.gateway.PaidAccount;
import io.cardbeam.event.AuthorizationRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads authorizations with what followed them. */
final class AccountQueries {
  private static final String ACCOUNT =
      """
      SELECT request, request_id, decision, default_outcome
      FROM gateway.card_authorization
      WHERE authorization_id = ? AND merchant_id = ?
      """;
  private static final String OPERATIONS =
      """
      SELECT owner_name, request_id, event, is_final, exception_code, exception_reason
      FROM gateway.operation WHERE authorization_id = ? ORDER BY happened_at, operation_id
      """;
  private static final String OPERATION =
      """
      SELECT owner_name, request_id, event, is_final, exception_code, exception_reason
      FROM gateway.operation WHERE operation_id = ?
      """;

  private static final String PAYMENT =
      """
      SELECT owner_name, request_id, event, is_final
      FROM gateway.operation WHERE operation_id = ? AND owner_name = ? AND kind = 'PAYMENT'
      """;
  private static final String RETURNS =
      """
      SELECT owner_name, request_id, event, is_final, exception_code, exception_reason
      FROM gateway.operation WHERE payment_id = ? ORDER BY happened_at, operation_id
      """;

  private AccountQueries() {}

  /** The payment of this owner. */
  static Optional<PaidAccount> payment(
      Connection connection, String owner, String id, StoredBytes bytes) throws SQLException {
    if (!IdKind.PAYMENT.hasForm(id)) {
      return Optional.empty();
    }
    try (PreparedStatement select = connection.prepareStatement(PAYMENT)) {
      select.setString(1, id);
      select.setString(2, owner);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new PaidAccount(
                    OperationTable.operation(row, bytes),
                    operations(connection, RETURNS, id, bytes)))
            : Optional.empty();
      }
    }
  }

  /** The authorization of this owner. */
  static Optional<Account> account(
      Connection connection, String owner, String id, StoredBytes bytes) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ACCOUNT)) {
      select.setString(1, id);
      select.setString(2, owner);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        return Optional.of(account(row, operations(connection, OPERATIONS, id, bytes), bytes));
      }
    }
  }

  /** The authorization of a row with request, request_id, decision and default_outcome. */
  static Account account(ResultSet row, List<Recorded> operations, StoredBytes bytes)
      throws SQLException {
    AuthorizationRequest request = bytes.request(row.getBytes("request"));
    return new Account(
        request,
        row.getString("request_id"),
        bytes.answer(
            row.getBytes("decision"), row.getString("default_outcome"), request.getEventTime()),
        operations);
  }

  /** The operation of this id. */
  static Optional<Recorded> operation(Connection connection, String id, StoredBytes bytes)
      throws SQLException {
    return operations(connection, OPERATION, id, bytes).stream().findFirst();
  }

  private static List<Recorded> operations(
      Connection connection, String query, String id, StoredBytes bytes) throws SQLException {
    List<Recorded> found = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setString(1, id);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Recorded(
                  OperationTable.operation(rows, bytes),
                  Optional.ofNullable(rows.getString("exception_code")),
                  Optional.ofNullable(rows.getString("exception_reason"))));
        }
      }
    }
    return found;
  }
}
