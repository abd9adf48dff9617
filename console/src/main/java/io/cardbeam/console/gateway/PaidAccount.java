package io.cardbeam.console.gateway;

import io.cardbeam.console.gateway.Account.Recorded;
import java.util.List;

/**
 * All that the gateway knows of a payment.
 *
 * @param payment what was paid
 * @param returns of it
 */
public record PaidAccount(Operation payment, List<Recorded> returns) {
  public PaidAccount {
    returns = List.copyOf(returns);
  }

  /** What of it did not come back, as far as is known, minor units. */
  public long leftMinor() {
    return payment.amountMinor()
        - returns.stream()
            .filter(one -> one.exceptionCode().isEmpty())
            .mapToLong(one -> one.operation().amountMinor())
            .sum();
  }
}
