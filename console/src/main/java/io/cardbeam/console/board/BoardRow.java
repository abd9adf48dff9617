package io.cardbeam.console.board;

import java.time.Instant;

/**
 * What a figure counts.
 *
 * @param at event time; of a statement the end of its cycle
 * @param id of the request, transaction or statement, among those of its card
 * @param lastFour digits of the card, or empty
 * @param what the outcome, the way of payment, the code of the exception, or the issue
 * @param detail the merchant, the reason, or when it is due; may be empty
 */
record BoardRow(
    Instant at,
    String id,
    String cardToken,
    String lastFour,
    long amountMinor,
    String currency,
    String what,
    String detail) {}
