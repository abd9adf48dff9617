package io.cardbeam.star;

import io.cardbeam.table.DimCard;
import io.cardbeam.table.DimCustomer;
import io.cardbeam.table.FactAuthorization;
import io.cardbeam.table.FactTransaction;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What one card gives to the star.
 *
 * @param card its row
 * @param customers the versions of its holder
 * @param transactions its cleared transactions
 * @param authorizations its requests with their answers
 * @param merchants each merchant it met, once, under its latest name
 * @param categories each category it met, once
 * @param years each year (UTC) that one of its facts lies in, once
 */
public record CardStar(
    DimCard card,
    List<DimCustomer> customers,
    List<FactTransaction> transactions,
    List<FactAuthorization> authorizations,
    Collection<MerchantSighting> merchants,
    Set<String> categories,
    Set<Integer> years) {}
