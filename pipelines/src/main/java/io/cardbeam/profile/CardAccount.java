package io.cardbeam.profile;

import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.Cardholder;
import org.jspecify.annotations.Nullable;

/**
 * What the issuer knows of a card, from its latest update.
 *
 * @param knownSinceMillis event time of the update behind this; {@link Long#MIN_VALUE} for a card
 *     that was never issued
 * @param status whether it may be used
 * @param lastFour last four digits of the card number
 * @param limitMinor credit limit in minor units; {@link #NO_LIMIT} where none is enforced
 * @param currency ISO 4217 code of the limit
 * @param city home city
 * @param state home state
 * @param country home country, ISO 3166-1 alpha-2; {@link #NO_COUNTRY} where not known
 * @param latitude home, degrees north; NaN where not known
 * @param longitude home, degrees east; NaN where not known
 */
public record CardAccount(
    long knownSinceMillis,
    CardStatus status,
    String lastFour,
    long limitMinor,
    String currency,
    String city,
    String state,
    String country,
    double latitude,
    double longitude) {
  /** In place of a country: it is not known. */
  public static final String NO_COUNTRY = "ZZ";

  /** In place of a limit: no limit is known, none is enforced. */
  public static final long NO_LIMIT = -1;

  /** A card that was never issued. */
  public static final CardAccount UNKNOWN =
      new CardAccount(
          Long.MIN_VALUE,
          CardStatus.CLOSED,
          "",
          NO_LIMIT,
          "",
          "",
          "",
          NO_COUNTRY,
          Double.NaN,
          Double.NaN);

  /** Whether the card was ever issued. */
  public boolean isKnown() {
    return knownSinceMillis != Long.MIN_VALUE;
  }

  /** Whether a limit is enforced. */
  public boolean hasLimit() {
    return limitMinor != NO_LIMIT;
  }

  /** Whether a country is known to be another than home. */
  public boolean isAbroad(String elsewhere) {
    return !country.equals(NO_COUNTRY) && !country.equals(elsewhere);
  }

  /** This account after an update; an update older than what is known changes nothing. */
  CardAccount after(CardUpdate update) {
    long time = update.getEventTime().toEpochMilli();
    if (time < knownSinceMillis) {
      return this;
    }
    Cardholder holder = update.getCardholder();
    Long limit = update.getCreditLimitMinor();
    return new CardAccount(
        time,
        update.getStatus(),
        update.getLastFour(),
        limit == null ? NO_LIMIT : limit,
        update.getCurrency(),
        holder.getCity(),
        holder.getState(),
        holder.getCountry(),
        degrees(holder.getLatitude()),
        degrees(holder.getLongitude()));
  }

  private static double degrees(@Nullable Double told) {
    return told == null ? Double.NaN : told;
  }
}
