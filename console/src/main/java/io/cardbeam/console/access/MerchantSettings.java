package io.cardbeam.console.access;

import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What is agreed with a merchant.
 *
 * @param id stands in events and books; 1 to 64 of {@code A-Za-z0-9._-}
 * @param name as cardholders see it, 1 to 100 characters
 * @param category for instance {@code grocery_pos}
 * @param currency of requests that name none, ISO 4217
 * @param timeoutMillis how long a request waits for its decision unless it says otherwise
 * @param approvalLimits what is answered when no decision comes in time: up to this amount, in
 *     minor units by currency, approved, else declined; empty for always declined
 * @param rate of each of its keys that has none of its own
 * @param active whether its keys work
 */
public record MerchantSettings(
    String id,
    String name,
    String category,
    String currency,
    int timeoutMillis,
    Map<String, Long> approvalLimits,
    Rate rate,
    boolean active) {
  /** Least time-out, milliseconds. */
  public static final int LEAST_TIMEOUT_MILLIS = 100;

  /** Longest time-out, milliseconds. */
  public static final int MAX_TIMEOUT_MILLIS = 10_000;

  /** Time-out unless another is set, milliseconds. */
  public static final int TIMEOUT_MILLIS = 2_000;

  /** Most characters of a name. */
  public static final int MAX_NAME_CHARS = 100;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  public MerchantSettings {
    require(
        ID.matcher(id).matches(), "a merchant's id is 1 to 64 letters, digits, '.', '_' or '-'");
    require(
        !name.isBlank() && name.length() <= MAX_NAME_CHARS,
        "a merchant's name has 1 to " + MAX_NAME_CHARS + " characters");
    require(
        !category.isBlank() && category.length() <= MAX_NAME_CHARS, "a merchant has a category");
    require(CURRENCY.matcher(currency).matches(), "a currency is three capital letters");
    require(
        timeoutMillis >= LEAST_TIMEOUT_MILLIS && timeoutMillis <= MAX_TIMEOUT_MILLIS,
        "a time-out is " + LEAST_TIMEOUT_MILLIS + " to " + MAX_TIMEOUT_MILLIS + " ms");
    approvalLimits = Map.copyOf(approvalLimits);
    approvalLimits.forEach(
        (of, limit) -> {
          require(CURRENCY.matcher(of).matches(), "a currency is three capital letters");
          require(limit >= 0, "a limit is not below 0");
        });
  }

  /** Settings of a new merchant, as they are unless somebody says otherwise. */
  public static MerchantSettings of(String id, String name, String category, String currency) {
    return new MerchantSettings(
        id, name, category, currency, TIMEOUT_MILLIS, Map.of(), Rate.STANDARD, true);
  }

  /**
   * Up to which amount of a currency, in minor units, is approved when no decision comes in time.
   */
  public OptionalLong approvalLimit(String ofCurrency) {
    Long limit = approvalLimits.get(ofCurrency);
    return limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
