package io.cardbeam.credit;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The terms of the accounts in one version: what credit costs, and what must be paid.
 *
 * @param version name of this version, which statements tell
 * @param issuer who issues the cards
 * @param effectiveFrom first day on which a cycle may begin under it
 * @param currency ISO 4217 code of the amounts
 * @param zone whose days count
 * @param purchaseRate annual percentage rate of purchases
 * @param leastInterestMinor where interest is due at all it is at least this, minor units
 * @param lateFeeMinor fee for a payment that did not come in time, minor units; never more than the
 *     payment that was due (12 CFR 1026.52(b)(2)(i)(A))
 * @param repeatedLateFeeMinor the same if one of the six cycles before was late, too
 * @param minimumPayment what must be paid at least
 */
public record CardTerms(
    String version,
    Issuer issuer,
    LocalDate effectiveFrom,
    String currency,
    ZoneId zone,
    InterestRate purchaseRate,
    long leastInterestMinor,
    long lateFeeMinor,
    long repeatedLateFeeMinor,
    MinimumPayment minimumPayment) {
  /** Largest fee that is taken for one, minor units. */
  static final long MAX_FEE_MINOR = 100_000;

  public CardTerms {
    if (version.isBlank()) {
      throw new IllegalArgumentException("version is blank");
    }
    if (!currency.matches("[A-Z]{3}")) {
      throw new IllegalArgumentException("currency " + currency + " is no ISO 4217 code");
    }
    fee("least_interest_minor", leastInterestMinor);
    fee("late_fee_minor", lateFeeMinor);
    fee("repeated_late_fee_minor", repeatedLateFeeMinor);
    if (repeatedLateFeeMinor < lateFeeMinor) {
      throw new IllegalArgumentException("repeated_late_fee_minor is below late_fee_minor");
    }
  }

  /**
   * The terms of an account in a currency. The fees of these are amounts of their own currency; an
   * account in another one costs nothing, and all of it is due.
   */
  public CardTerms in(String accountCurrency) {
    return accountCurrency.equals(currency)
        ? this
        : new CardTerms(
            version,
            issuer,
            effectiveFrom,
            accountCurrency,
            zone,
            new InterestRate(BigDecimal.ZERO),
            0,
            0,
            0,
            new MinimumPayment(0, BigDecimal.valueOf(100)));
  }

  private static void fee(String name, long minor) {
    if (minor < 0 || minor > MAX_FEE_MINOR) {
      throw new IllegalArgumentException(name + " " + minor + " is not 0 to " + MAX_FEE_MINOR);
    }
  }
}
