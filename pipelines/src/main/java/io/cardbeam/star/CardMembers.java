package io.cardbeam.star;

import io.cardbeam.table.DimAddress;
import io.cardbeam.table.DimCard;
import io.cardbeam.table.DimCustomer;
import java.util.List;

/**
 * What one card gives to the dimensions, and to the control totals.
 *
 * @param card its row
 * @param customers the versions of its holder
 * @param addresses the versions of the holder's home
 * @param merchants each merchant it met, once, under its latest name
 * @param categories each category it met, once
 * @param years each year (UTC) that one of its facts lies in, once
 * @param sums its events, each key once
 */
public record CardMembers(
    DimCard card,
    List<DimCustomer> customers,
    List<DimAddress> addresses,
    List<MerchantSighting> merchants,
    List<String> categories,
    List<Integer> years,
    List<ControlSum> sums) {
  public CardMembers {
    customers = List.copyOf(customers);
    addresses = List.copyOf(addresses);
    merchants = List.copyOf(merchants);
    categories = List.copyOf(categories);
    years = List.copyOf(years);
    sums = List.copyOf(sums);
  }
}
