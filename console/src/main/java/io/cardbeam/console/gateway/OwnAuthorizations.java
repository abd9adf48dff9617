package io.cardbeam.console.gateway;

import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import java.util.Optional;

/**
 * Authorizations of one owner, from the records or, where those lag behind an answer that was just
 * told, from this gateway's memory: what was answered can be read and captured at once.
 */
final class OwnAuthorizations {
  private final OperationRecords records;
  private final AuthorizationService service;

  OwnAuthorizations(OperationRecords records, AuthorizationService service) {
    this.records = records;
    this.service = service;
  }

  /**
   * The owner's authorization of this id.
   *
   * @throws RefusedException {@link ProblemType#NOT_FOUND} if the owner has none; or if the records
   *     can't be read now
   */
  Account read(String owner, String id) throws RefusedException {
    if (!IdKind.AUTHORIZATION.hasForm(id)) {
      throw none();
    }
    Optional<Account> recorded = records.find(owner, id);
    if (recorded.isPresent() && recorded.get().answer().isPresent()) {
      return recorded.get();
    }
    return recall(owner, id).or(() -> recorded).orElseThrow(OwnAuthorizations::none);
  }

  /** The same, written down before it is returned, so that operations can be added to it. */
  Account record(String owner, String id) throws RefusedException {
    Account account = read(owner, id);
    Optional<Account> told = recall(owner, id);
    Optional<AuthorizationDecision> decision =
        told.flatMap(Account::answer).flatMap(Answer::decision);
    if (decision.isPresent()) {
      records.write(asFirstAsked(told.get(), decision.get()));
    }
    return account;
  }

  /** This gateway may have been asked again: the decision bears the time of the first request. */
  private static Account asFirstAsked(Account account, AuthorizationDecision decision) {
    return new Account(
        AuthorizationRequest.newBuilder(account.request())
            .setEventTime(decision.getEventTime())
            .build(),
        account.requestId(),
        account.answer(),
        account.operations());
  }

  private Optional<Account> recall(String owner, String id) {
    return service.recall(id).filter(a -> a.request().getMerchantId().equals(owner));
  }

  /** Another owner's is told in the same words as one that is nobody's. */
  static RefusedException none() {
    return new RefusedException(ProblemType.NOT_FOUND, "There is no such authorization.");
  }
}
