package io.cardbeam.profile;

/**
 * How a card buys in one category.
 *
 * @param category merchant category
 * @param amounts what it asks for there
 */
public record CategoryHabit(String category, AmountHabit amounts) {

  CategoryHabit plus(long amountMinor, double logAmount, long timeMillis) {
    return new CategoryHabit(category, amounts.plus(amountMinor, logAmount, timeMillis));
  }
}
