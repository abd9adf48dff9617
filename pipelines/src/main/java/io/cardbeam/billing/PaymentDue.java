package io.cardbeam.billing;

import io.cardbeam.credit.PayoffEstimate;
import java.util.Optional;

/**
 * What must be paid, and what becomes of paying no more: 12 CFR 1026.7(b)(11) to (13).
 *
 * @param minimumMinor least payment, minor units, 0 where nothing is owed; with what is past due
 * @param pastDueMinor of it: what was due before and did not come, minor units
 * @param lateFeeMinor most that a late payment costs, minor units
 * @param byMinimum how long minimum payments take; empty where nothing is owed, or if they never
 *     pay it off
 * @param in36MonthsMinor monthly payment that pays it off in 36 months, minor units; 0 where
 *     nothing is owed
 */
public record PaymentDue(
    long minimumMinor,
    long pastDueMinor,
    long lateFeeMinor,
    Optional<PayoffEstimate> byMinimum,
    long in36MonthsMinor) {}
