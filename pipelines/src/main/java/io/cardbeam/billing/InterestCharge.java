package io.cardbeam.billing;

import java.math.BigDecimal;

/**
 * What the balances of a cycle cost, and how it was found: 12 CFR 1026.7(b)(4) to (5).
 *
 * @param percent annual percentage rate of purchases
 * @param balanceMinor average daily balance that is subject to interest, minor units, 0 or more; 0
 *     where the grace period spares it
 * @param amountMinor interest, minor units, 0 or more
 */
public record InterestCharge(BigDecimal percent, long balanceMinor, long amountMinor) {}
