package io.cardbeam.star;

import io.cardbeam.table.FactAuthorization;
import io.cardbeam.table.FactLedgerTransfer;
import io.cardbeam.table.FactTransaction;
import java.util.List;

/**
 * What one card gives to the star.
 *
 * @param members its part of the dimensions
 * @param transactions its cleared transactions, by event time
 * @param authorizations its requests with their answers, by event time
 * @param transfers its ledger, by event time
 */
public record CardStar(
    CardMembers members,
    List<FactTransaction> transactions,
    List<FactAuthorization> authorizations,
    List<FactLedgerTransfer> transfers) {}
