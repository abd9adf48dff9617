package io.cardbeam.billing;

import io.cardbeam.event.LedgerAccount;

/**
 * One side of a booking. The entries of a booking sum to zero; none is ever changed.
 *
 * @param account that it stands in
 * @param amountMinor debit above 0, credit below 0, minor units
 */
public record LedgerEntry(LedgerAccount account, long amountMinor) {}
