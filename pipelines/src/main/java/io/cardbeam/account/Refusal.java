package io.cardbeam.account;

import io.cardbeam.event.TransactionException;
import io.cardbeam.ledger.ExceptionCode;
import io.cardbeam.ledger.MoneyEvent;
import java.time.Instant;

/**
 * A transaction that is not booked.
 *
 * @param event the transaction
 * @param code why, for machines
 * @param reason why, in a sentence a person can act on
 */
public record Refusal(MoneyEvent event, ExceptionCode code, String reason) {

  /** The refusal as it is published. */
  public TransactionException exception() {
    return TransactionException.newBuilder()
        .setTransactionId(event.id())
        .setTransactionType(event.eventType().recordClass().getSimpleName())
        .setAuthorizationId(event.authorizationId())
        .setCardToken(event.cardToken())
        .setEventTime(Instant.ofEpochMilli(event.eventTimeMillis()))
        .setAmountMinor(event.amountMinor())
        .setCurrency(event.currency())
        .setCode(code.name())
        .setReason(reason)
        .build();
  }
}
