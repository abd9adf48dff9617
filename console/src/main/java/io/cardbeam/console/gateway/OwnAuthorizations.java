package io.cardbeam.console.gateway;

import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import java.util.List;
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
    Optional<Account> recorded = find(owner, id);
    return unrecorded(owner, id, recorded)
        .map(answered -> joined(answered, recorded))
        .or(() -> recorded)
        .orElseThrow(OwnAuthorizations::none);
  }

  /** The same, written down before it is returned, so that operations can be added to it. */
  Account record(String owner, String id) throws RefusedException {
    Optional<Account> recorded = find(owner, id);
    Optional<Account> unrecorded = unrecorded(owner, id, recorded);
    if (unrecorded.isEmpty()) {
      return recorded.orElseThrow(OwnAuthorizations::none);
    }
    Account account = joined(unrecorded.get(), recorded);
    records.write(account);
    return account;
  }

  private Optional<Account> find(String owner, String id) throws RefusedException {
    if (!IdKind.AUTHORIZATION.hasForm(id)) {
      throw none();
    }
    return records.find(owner, id);
  }

  /**
   * What this gateway answered, if the records don't have it yet. A default that could not be
   * written in time is the answer, whatever the stream decided too late.
   */
  private Optional<Account> unrecorded(String owner, String id, Optional<Account> recorded) {
    boolean isAnswered = recorded.flatMap(Account::answer).isPresent();
    boolean isDefault = recorded.flatMap(Account::answer).map(Answer::byDefault).orElse(false);
    return recall(owner, id)
        .filter(account -> account.answer().isPresent())
        .filter(account -> !isAnswered || (isByDefault(account) && !isDefault));
  }

  private static boolean isByDefault(Account account) {
    return account.answer().map(Answer::byDefault).orElse(false);
  }

  /** What was answered, beside what is recorded. */
  private static Account joined(Account answered, Optional<Account> recorded) {
    Answer told = answered.answer().orElseThrow();
    Optional<AuthorizationDecision> decision =
        told.decision().or(() -> recorded.flatMap(Account::answer).flatMap(Answer::decision));
    AuthorizationRequest request =
        recorded.map(Account::request).orElseGet(() -> asFirstAsked(answered.request(), decision));
    return new Account(
        request,
        answered.requestId(),
        Optional.of(told.with(decision)),
        recorded.map(Account::operations).orElse(List.of()));
  }

  /** This gateway may have been asked again: the decision bears the time of the first request. */
  private static AuthorizationRequest asFirstAsked(
      AuthorizationRequest request, Optional<AuthorizationDecision> decision) {
    return decision.isEmpty()
        ? request
        : AuthorizationRequest.newBuilder(request)
            .setEventTime(decision.get().getEventTime())
            .build();
  }

  private Optional<Account> recall(String owner, String id) {
    return service.recall(id).filter(a -> a.request().getMerchantId().equals(owner));
  }

  /** Another owner's is told in the same words as one that is nobody's. */
  static RefusedException none() {
    return new RefusedException(ProblemType.NOT_FOUND, "There is no such authorization.");
  }
}
