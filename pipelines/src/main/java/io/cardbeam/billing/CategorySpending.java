package io.cardbeam.billing;

/**
 * What was bought in a category, beside the cycles before.
 *
 * @param category of the merchants; empty where it is not known
 * @param amountMinor purchases of the cycle, minor units, 0 or more
 * @param usualMinor mean of the three cycles before, or of as many as the account has, minor units,
 *     rounded; 0 if it has none
 */
public record CategorySpending(String category, long amountMinor, long usualMinor) {}
