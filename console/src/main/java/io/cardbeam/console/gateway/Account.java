package io.cardbeam.console.gateway;

import io.cardbeam.event.AuthorizationRequest;
import java.util.List;
import java.util.Optional;

/**
 * All that the gateway knows of an authorization.
 *
 * @param request what was asked
 * @param requestId the merchant's own id of it
 * @param answer what was told; empty while there is no decision
 * @param operations on it, in the order of their times, then ids
 */
public record Account(
    AuthorizationRequest request,
    String requestId,
    Optional<Answer> answer,
    List<Recorded> operations) {

  public Account {
    operations = List.copyOf(operations);
  }

  /**
   * An operation and what became of it.
   *
   * @param exceptionCode why it is in no book; empty if it is, as far as is known
   * @param exceptionReason the same in a sentence
   */
  public record Recorded(
      Operation operation, Optional<String> exceptionCode, Optional<String> exceptionReason) {}

  /** The operation of an id. */
  public Optional<Recorded> operation(String id) {
    return operations.stream().filter(o -> o.operation().id().equals(id)).findFirst();
  }

  /** Minor units of the operations of a kind that are in the books, as far as is known. */
  public long sum(IdKind kind) {
    return operations.stream()
        .filter(o -> o.operation().kind() == kind && o.exceptionCode().isEmpty())
        .mapToLong(o -> o.operation().amountMinor())
        .sum();
  }

  /** What of the amount can still be captured or reversed, minor units. */
  public long open() {
    return request.getAmountMinor() - sum(IdKind.CAPTURE) - sum(IdKind.REVERSAL);
  }
}
