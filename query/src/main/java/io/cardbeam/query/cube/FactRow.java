package io.cardbeam.query.cube;

import java.time.Instant;

/**
 * A row of a fact, as a list shows it.
 *
 * @param key its surrogate key
 * @param id of the request or transaction, among those of its card and type
 * @param cardToken empty if the card is not known
 * @param merchant name, as the warehouse has it
 * @param amountMinor with the fact's sign, minor units of the currency
 * @param kind outcome of a request, type of a transaction
 * @param isFraud what it has turned out to be
 */
public record FactRow(
    CubeFact fact,
    long key,
    Instant eventTime,
    String id,
    String cardToken,
    String lastFour,
    String merchant,
    String category,
    long amountMinor,
    String currency,
    String kind,
    boolean isFraud) {}
