package io.cardbeam.csv;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a row of a file may tell. Needed are a time, a card, a merchant, a category and an amount;
 * what else is not there is not known.
 */
public enum Field {
  /** Date and time in one column. */
  TIME("when it happened, UTC unless it says its zone"),
  /** Date, where the time of day stands apart. */
  DATE("date, where the time of day has a column of its own"),
  /** Time of day, beside {@link #DATE} or {@link #DAY}. */
  TIME_OF_DAY("time of day beside date, or beside year, month and day; else 00:00"),
  /** Year, beside {@link #MONTH} and {@link #DAY}. */
  YEAR("year, where date parts have columns of their own"),
  /** Month of the year, 1 to 12. */
  MONTH("month beside year, 1 to 12"),
  /** Day of the month. */
  DAY("day beside year and month, 1 to 31"),
  /** Card number, or what tells a card from others. */
  CARD("card number of 11 to 19 digits, or an id of the card (card-type = id)"),
  /** Owner of the card, where cards are numbered for each. */
  USER("whose card it is, where each user's cards are numbered: the card is then user and card"),
  /** Merchant's name. */
  MERCHANT("merchant's name, or its id where there is no name"),
  /** Merchant category. */
  CATEGORY("merchant category"),
  /** ISO 18245 code, from which the category is told. */
  MCC("merchant category code (ISO 18245), where there is no category"),
  /** Amount in the major unit. */
  AMOUNT("amount in the currency's major unit, above 0"),
  /** ISO 4217 code. */
  CURRENCY("currency of the amount, ISO 4217"),
  /** Transaction number. */
  TRANSACTION("transaction number; without it a hash of the row"),
  /** How the card was used. */
  CHANNEL("how the card was used: online, chip, swipe, …"),
  /** Degrees north. */
  MERCHANT_LATITUDE("place of the purchase, degrees north"),
  /** Degrees east. */
  MERCHANT_LONGITUDE("place of the purchase, degrees east"),
  /** City of the purchase. */
  MERCHANT_CITY("city of the purchase"),
  /** State of the purchase. */
  MERCHANT_STATE("state or region of the purchase"),
  /** Given name. */
  FIRST_NAME("cardholder's given name"),
  /** Family name. */
  LAST_NAME("cardholder's family name"),
  /** As the source gives it. */
  GENDER("cardholder's gender, kept and never a feature"),
  /** Street and number. */
  STREET("cardholder's street and number"),
  /** Home city. */
  CITY("cardholder's city"),
  /** Home state. */
  STATE("cardholder's state or region"),
  /** Home postal code. */
  POSTAL_CODE("cardholder's postal code"),
  /** ISO 3166-1 alpha-2 code. */
  COUNTRY("cardholder's country, ISO 3166-1 of two letters"),
  /** Degrees north. */
  LATITUDE("cardholder's home, degrees north"),
  /** Degrees east. */
  LONGITUDE("cardholder's home, degrees east"),
  /** Inhabitants. */
  CITY_POPULATION("inhabitants of the cardholder's city"),
  /** Occupation. */
  JOB("cardholder's occupation"),
  /** Date of birth. */
  BIRTH_DATE("cardholder's date of birth, kept and never a feature"),
  /** What turned out to be true. */
  LABEL("whether it was fraud: read where labels are asked for, and by nothing that decides");

  private static final List<Field> CARDHOLDER =
      List.of(
          FIRST_NAME,
          LAST_NAME,
          GENDER,
          STREET,
          CITY,
          STATE,
          POSTAL_CODE,
          COUNTRY,
          LATITUDE,
          LONGITUDE,
          CITY_POPULATION,
          JOB,
          BIRTH_DATE);

  private final String key;
  private final String meaning;

  Field(String meaning) {
    this.key = name().toLowerCase(Locale.ROOT).replace('_', '-');
    this.meaning = meaning;
  }

  /** Its name in a file for {@code --columns}, for instance merchant-latitude. */
  public String key() {
    return key;
  }

  /** What it is, in words. */
  public String meaning() {
    return meaning;
  }

  /** The field of this name in a file for {@code --columns}. */
  static Optional<Field> ofKey(String key) {
    return Arrays.stream(values()).filter(field -> field.key().equals(key)).findFirst();
  }

  /** The fields that tell of the cardholder. */
  static List<Field> cardholder() {
    return CARDHOLDER;
  }
}
