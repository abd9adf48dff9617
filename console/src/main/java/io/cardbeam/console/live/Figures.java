package io.cardbeam.console.live;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/**
 * How requests were answered, and what they are.
 *
 * @param approvedMinor approved amounts by currency, minor units
 */
record Figures(
    long approved,
    long referred,
    long declined,
    Authenticity byLabel,
    Authenticity byModel,
    Map<String, BigInteger> approvedMinor) {
  /** Of no request. */
  static final Figures NONE = new Figures(0, 0, 0, Authenticity.NONE, Authenticity.NONE, Map.of());

  /** Requests that are the cardholder's own, and those that are not. */
  record Authenticity(long authentic, long fraudulent) {
    static final Authenticity NONE = new Authenticity(0, 0);

    private Authenticity plus(Authenticity other) {
      return new Authenticity(authentic + other.authentic, fraudulent + other.fraudulent);
    }
  }

  long requests() {
    return approved + referred + declined;
  }

  Figures plus(Figures other) {
    Map<String, BigInteger> minor = new TreeMap<>(approvedMinor);
    other.approvedMinor.forEach((currency, more) -> minor.merge(currency, more, BigInteger::add));
    return new Figures(
        approved + other.approved,
        referred + other.referred,
        declined + other.declined,
        byLabel.plus(other.byLabel),
        byModel.plus(other.byModel),
        minor);
  }
}
