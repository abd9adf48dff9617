package io.cardbeam.csv;

import io.cardbeam.event.Cardholder;
import java.util.Optional;

/**
 * A row that was checked. Its card number is a token already.
 *
 * @param eventTimeMillis the date column, which is UTC; milliseconds since 1970
 * @param cardToken token of {@code cc_num}
 * @param lastFour last four digits of {@code cc_num}
 * @param merchantName without the prefix {@code fraud_} that Kaggle's files put before each
 * @param category merchant category
 * @param amountMinor cents, above 0
 * @param cardholder the person
 * @param transactionNumber {@code trans_num}
 * @param merchantLatitude degrees north
 * @param merchantLongitude degrees east
 * @param fraud {@code is_fraud}; empty where labels were not asked for
 */
public record CsvRow(
    long eventTimeMillis,
    String cardToken,
    String lastFour,
    String merchantName,
    String category,
    long amountMinor,
    Cardholder cardholder,
    String transactionNumber,
    double merchantLatitude,
    double merchantLongitude,
    Optional<Boolean> fraud) {

  /** Whether the row is labelled as fraud; not so where labels were not asked for. */
  public boolean isFraud() {
    return fraud.orElse(false);
  }

  /** The same row at another time, milliseconds since 1970. */
  CsvRow at(long otherTimeMillis) {
    return new CsvRow(
        otherTimeMillis,
        cardToken,
        lastFour,
        merchantName,
        category,
        amountMinor,
        cardholder,
        transactionNumber,
        merchantLatitude,
        merchantLongitude,
        fraud);
  }
}
