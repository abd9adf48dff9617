package io.cardbeam.csv;

import io.cardbeam.event.Cardholder;
import io.cardbeam.event.Channel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row that was checked. Its card number is a token already.
 *
 * @param eventTimeMillis when it happened; milliseconds since 1970
 * @param cardToken token of the card number, or of what tells the card from others
 * @param lastFour last four digits of the card number; empty where there is none
 * @param merchantId key of the merchant
 * @param merchantName without the prefix {@code fraud_} that Kaggle's files put before each
 * @param category merchant category
 * @param channel how the card was used
 * @param amountMinor minor units of {@code currency}, above 0
 * @param currency ISO 4217 code
 * @param cardholder the person; its fields are empty or null where the file does not tell them
 * @param transactionNumber as the file gives it; empty if it has none
 * @param merchantLatitude degrees north; null where not known
 * @param merchantLongitude degrees east; null where not known
 * @param merchantCity city of the purchase; null where not known
 * @param merchantState state of the purchase; null where not known
 * @param fraud the label; empty where labels were not asked for
 */
public record CsvRow(
    long eventTimeMillis,
    String cardToken,
    String lastFour,
    String merchantId,
    String merchantName,
    String category,
    Channel channel,
    long amountMinor,
    String currency,
    Cardholder cardholder,
    String transactionNumber,
    @Nullable Double merchantLatitude,
    @Nullable Double merchantLongitude,
    @Nullable String merchantCity,
    @Nullable String merchantState,
    Optional<Boolean> fraud) {

  /** Whether the row is labelled as fraud; not so where labels were not asked for. */
  public boolean isFraud() {
    return fraud.orElse(false);
  }

  /** The same row at another time, milliseconds since 1970. */
  CsvRow at(long otherTimeMillis) {
    return with(otherTimeMillis, transactionNumber, fraud);
  }

  /** The same row under a transaction number. */
  CsvRow numbered(String number) {
    return with(eventTimeMillis, number, fraud);
  }

  /** The same row with its label. */
  CsvRow labelled(boolean isFraud) {
    return with(eventTimeMillis, transactionNumber, Optional.of(isFraud));
  }

  private CsvRow with(long timeMillis, String number, Optional<Boolean> label) {
    return new CsvRow(
        timeMillis,
        cardToken,
        lastFour,
        merchantId,
        merchantName,
        category,
        channel,
        amountMinor,
        currency,
        cardholder,
        number,
        merchantLatitude,
        merchantLongitude,
        merchantCity,
        merchantState,
        label);
  }
}
