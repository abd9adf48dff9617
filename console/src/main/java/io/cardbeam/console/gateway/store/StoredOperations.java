package io.cardbeam.console.gateway.store;

import io.cardbeam.console.database.Database;
import io.cardbeam.console.gateway.Account;
import io.cardbeam.console.gateway.Account.Recorded;
import io.cardbeam.console.gateway.Answer;
import io.cardbeam.console.gateway.Asked;
import io.cardbeam.console.gateway.Operation;
import io.cardbeam.console.gateway.OperationRecords;
import io.cardbeam.console.gateway.PaidAccount;
import io.cardbeam.console.gateway.SentDefault;
import io.cardbeam.console.http.RefusedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Operations in PostgreSQL. Who adds to an authorization or a payment holds a lock on it for the
 * transaction, so two captures at once never come to more than was authorized, nor two returns to
 * more than was paid.
 */
public final class StoredOperations implements OperationRecords {
  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended(?, 0)), pg_advisory_xact_lock(hashtextextended(?, 0))";

  private final Database database;
  private final InstantSource clock;
  private final StoredBytes bytes = new StoredBytes();

  /**
   * Operations in this database.
   *
   * @param clock tells when a default was answered that is not written yet
   */
  public StoredOperations(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Optional<Account> find(String owner, String authorizationId) throws RefusedException {
    return ForCallers.transact(
        database, c -> AccountQueries.account(c, owner, authorizationId, bytes));
  }

  @Override
  public Optional<PaidAccount> findPayment(String owner, String paymentId) throws RefusedException {
    return ForCallers.transact(database, c -> AccountQueries.payment(c, owner, paymentId, bytes));
  }

  @Override
  public void write(Account answered) throws RefusedException {
    Answer answer = answered.answer().orElseThrow();
    RecordedBatch batch = new RecordedBatch(bytes);
    batch.add(answered.request(), answered.requestId());
    answer.decision().ifPresent(batch::add);
    ForCallers.transact(
        database,
        connection -> {
          batch.writeUnannounced(connection);
          if (answer.byDefault()) {
            Asked asked = Asked.of(answered.request(), answered.requestId());
            DefaultTable.record(
                connection, new SentDefault(asked, answer.outcome(), clock.instant()), bytes);
          }
          return true;
        });
  }

  @Override
  public Taken add(String owner, String subjectId, String operationId, Rule rule)
      throws RefusedException {
    try {
      return ForCallers.transact(
          database,
          connection -> {
            lock(connection, owner, subjectId, operationId);
            Known known =
                new Known(
                    AccountQueries.account(connection, owner, subjectId, bytes),
                    AccountQueries.payment(connection, owner, subjectId, bytes),
                    AccountQueries.operation(connection, operationId, bytes));
            return add(connection, known, ruled(rule, known));
          });
    } catch (RefusedInTransaction e) {
      throw e.refused;
    }
  }

  private Taken add(Connection connection, Known known, List<Operation> operations)
      throws SQLException {
    if (operations.isEmpty()) {
      Recorded same = known.operation().orElseThrow();
      return new Taken(same, true, List.of(same.operation()));
    }
    OperationTable.insertUnlessKnown(connection, operations, bytes);
    Recorded first = new Recorded(operations.get(0), Optional.empty(), Optional.empty());
    return new Taken(first, false, operations);
  }

  /** Both locks in one order, so that two who take them never wait for each other. */
  private static void lock(
      Connection connection, String owner, String subjectId, String operationId)
      throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      lock.setString(1, owner + '/' + subjectId);
      lock.setString(2, operationId);
      lock.execute();
    }
  }

  private static List<Operation> ruled(Rule rule, Known known) {
    try {
      return rule.operations(known);
    } catch (RefusedException e) {
      throw new RefusedInTransaction(e);
    }
  }

  /** Carries a refusal out of a transaction, which it takes back. */
  private static final class RefusedInTransaction extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RefusedException refused;

    RefusedInTransaction(RefusedException refused) {
      super(refused);
      this.refused = refused;
    }
  }
}
