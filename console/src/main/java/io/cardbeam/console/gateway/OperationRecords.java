package io.cardbeam.console.gateway;

import io.cardbeam.console.http.RefusedException;
import java.util.List;
import java.util.Optional;

/** Where operations are written down before they are sent. */
public interface OperationRecords {
  /**
   * What is known while somebody adds to an authorization, or to a payment.
   *
   * @param account the authorization, if the owner has one of this id
   * @param payment the payment, if the owner has one of this id
   * @param operation what has the new operation's id already, on whatever authorization
   */
  record Known(
      Optional<Account> account,
      Optional<PaidAccount> payment,
      Optional<Account.Recorded> operation) {}

  /**
   * What became of a wish.
   *
   * @param operation the one that was wished for
   * @param repeated whether it was taken before
   * @param toSend operations to send, in order: again what was taken before
   */
  record Taken(Account.Recorded operation, boolean repeated, List<Operation> toSend) {
    public Taken {
      toSend = List.copyOf(toSend);
    }
  }

  /** Tells what to add, while nobody else can. */
  @FunctionalInterface
  interface Rule {
    /**
     * The operations, the one wished for first; none if it was taken before.
     *
     * @throws RefusedException if it can't be
     */
    List<Operation> operations(Known known) throws RefusedException;
  }

  /**
   * The authorization of this owner.
   *
   * @throws RefusedException if the records can't be read now
   */
  Optional<Account> find(String owner, String authorizationId) throws RefusedException;

  /**
   * The payment of this owner.
   *
   * @throws RefusedException if the records can't be read now
   */
  Optional<PaidAccount> findPayment(String owner, String paymentId) throws RefusedException;

  /**
   * Writes down an authorization and its answer at once, which otherwise happens a moment later;
   * what is there stays.
   *
   * @throws RefusedException if the records can't be written now
   */
  void write(Account answered) throws RefusedException;

  /**
   * Writes operations down, one caller after the other for each subject.
   *
   * @param subjectId the authorization or payment that they are on; empty for none
   * @throws RefusedException as the rule says, or if the records can't be written now
   */
  Taken add(String owner, String subjectId, String operationId, Rule rule) throws RefusedException;
}
