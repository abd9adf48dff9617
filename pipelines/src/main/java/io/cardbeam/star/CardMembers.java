package io.cardbeam.star;

import io.cardbeam.table.DimCard;
import io.cardbeam.table.DimCustomer;
import java.util.List;

/**
 * What one card gives to the dimensions.
 *
 * @param card its row
 * @param customers the versions of its holder
 * @param merchants each merchant it met, once, under its latest name
 * @param categories each category it met, once
 * @param years each year (UTC) that one of its facts lies in, once
 */
public record CardMembers(
    DimCard card,
    List<DimCustomer> customers,
    List<MerchantSighting> merchants,
    List<String> categories,
    List<Integer> years) {
  public CardMembers {
    customers = List.copyOf(customers);
    merchants = List.copyOf(merchants);
    categories = List.copyOf(categories);
    years = List.copyOf(years);
  }
}
