package io.cardbeam.console.command;

import io.cardbeam.console.access.MerchantSettings;
import io.cardbeam.console.access.Rate;
import io.cardbeam.money.Currencies;
import io.cardbeam.money.Currency;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is agreed with a merchant, as options; what is not given stays as it is. */
final class MerchantOptions {
  @Option(names = "--name", paramLabel = "NAME", description = "Name that cardholders see.")
  private @Nullable String name;

  @Option(
      names = "--category",
      paramLabel = "CATEGORY",
      description = "Category of its sales, for instance grocery_pos.")
  private @Nullable String category;

  @Option(
      names = "--currency",
      paramLabel = "CODE",
      description = "Currency of requests that name none, ISO 4217. A new merchant's: USD.")
  private @Nullable String currency;

  @Option(
      names = "--timeout-ms",
      paramLabel = "MS",
      description =
          "Milliseconds within which a request is answered, 100 to 10000, unless it says otherwise.")
  private @Nullable Integer timeoutMillis;

  @Option(
      names = "--approve-up-to",
      paramLabel = "CODE=AMOUNT",
      description =
          "When the stream gives no decision in time, approve up to this amount, for instance"
              + " USD=50.00; once for each currency. Other currencies are declined.")
  private @Nullable Map<String, String> approveUpTo;

  @Option(
      names = "--decline",
      description = "When the stream gives no decision in time, decline. So is a new merchant.")
  private boolean decline;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Requests a second of each of its keys that has no rate of its own.")
  private @Nullable Integer rate;

  @Option(
      names = "--burst",
      paramLabel = "N",
      description = "Requests at once after a rest. Default: twice the rate.")
  private @Nullable Integer burst;

  /**
   * These settings with what was given in place.
   *
   * @throws IllegalArgumentException if they can't be
   */
  MerchantSettings over(MerchantSettings old, boolean active) {
    if (decline && approveUpTo != null) {
      throw new IllegalArgumentException("--decline and --approve-up-to say the opposite");
    }
    String code = currency == null ? old.currency() : currency;
    active(code);
    return new MerchantSettings(
        old.id(),
        name == null ? old.name() : name,
        category == null ? old.category() : category,
        code,
        timeoutMillis == null ? old.timeoutMillis() : timeoutMillis,
        limits(old.approvalLimits()),
        rate(old.rate()),
        active);
  }

  /** The rate that was given, over another. */
  Rate rate(Rate old) {
    return rate(rate, burst, old);
  }

  static Rate rate(@Nullable Integer perSecond, @Nullable Integer burst, Rate old) {
    if (perSecond == null && burst == null) {
      return old;
    }
    int each = perSecond == null ? old.perSecond() : perSecond;
    return new Rate(each, burst == null ? (int) Math.min(2L * each, Rate.MAX) : burst);
  }

  private Map<String, Long> limits(Map<String, Long> old) {
    if (decline) {
      return Map.of();
    }
    if (approveUpTo == null) {
      return old;
    }
    Map<String, Long> limits = new LinkedHashMap<>();
    approveUpTo.forEach((code, amount) -> limits.put(code, minor(code, amount)));
    return limits;
  }

  private static long minor(String code, String amount) {
    Currency of = active(code);
    try {
      long minor = new BigDecimal(amount).movePointRight(of.digits()).longValueExact();
      if (minor >= 0 && minor <= of.maxAmountMinor()) {
        return minor;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "--approve-up-to: '" + amount + "' is no amount of " + code + " like 50 or 50.00");
  }

  private static Currency active(String code) {
    return Currencies.active(code)
        .orElseThrow(
            () -> new IllegalArgumentException(code + ": " + Currencies.whyNotActive(code)));
  }
}
