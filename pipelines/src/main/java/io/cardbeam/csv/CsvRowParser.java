package io.cardbeam.csv;

import io.cardbeam.event.Cardholder;
import io.cardbeam.event.Channel;
import io.cardbeam.money.Currencies;
import io.cardbeam.money.Currency;
import io.cardbeam.text.StableHash;
import io.cardbeam.token.CardTokenizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a row to a checked row. Tokens and cardholders are remembered for the cards of a
 * file, at most {@value #REMEMBERED_CARDS} of them: most rows tell of their cardholder what the
 * card's last row told.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class CsvRowParser {
  private static final int REMEMBERED_CARDS = 50_000;
  private static final int REMEMBERED_MERCHANTS = 1_000_000;
  private static final int MAX_CARD_ID_CHARS = 64;
  private static final int RADIX = 36;
  private static final String KAGGLE_MERCHANT_PREFIX = "fraud_";
  private static final String ONLINE_SUFFIX = "_net";
  private static final String ONLINE = "online";
  private static final String USUAL_CURRENCY = "USD";
  private static final String UNKNOWN_COUNTRY = "ZZ";

  private final Columns columns;
  private final CardTokenizer tokenizer;
  private final Forms forms;
  private final RowTime time;
  private final TimeLimit limit;
  private final int[] cardholderIndexes;
  private Currency currency = Currencies.active(USUAL_CURRENCY).orElseThrow();
  private final Map<String, KnownCard> cards = new HashMap<>();
  private final Map<String, String> merchantIds = new HashMap<>();

  /** A card that came before, and the cells that described its holder. */
  private record KnownCard(String token, List<String> told, Cardholder holder) {
    boolean isToldBy(List<String> cells, int[] indexes) {
      for (int i = 0; i < indexes.length; i++) {
        if (!told.get(i).equals(cells.get(indexes[i]))) {
          return false;
        }
      }
      return true;
    }
  }

  /** A parser of rows under these columns, in the usual forms. */
  public CsvRowParser(Columns columns, CardTokenizer tokenizer) {
    this(columns, tokenizer, Forms.usual(), TimeLimit.NONE);
  }

  /**
   * A parser of rows under these columns.
   *
   * @param forms how their values are written
   * @param limit up to when they are taken
   */
  public CsvRowParser(Columns columns, CardTokenizer tokenizer, Forms forms, TimeLimit limit) {
    this.columns = columns;
    this.tokenizer = tokenizer;
    this.forms = forms;
    this.time = new RowTime(columns, forms);
    this.limit = limit;
    this.cardholderIndexes = columns.cardholderIndexes();
  }

  /**
   * The row in these cells, its label ignored: what is in its column does not matter.
   *
   * @param cells as many as the header has
   * @throws BadRowException with what is wrong first: identity (card and transaction number) before
   *     everything else
   */
  public CsvRow parse(List<String> cells) throws BadRowException {
    String card = card(cells);
    String transaction = transaction(cells);
    String currency = currency(cells);
    long timeMillis = timeMillis(cells);
    String merchant = merchantName(cells);
    String category = category(cells);
    Channel channel = channel(cells, category);
    long amountMinor = amountMinor(cells, currency);
    KnownCard known = known(card, cells);
    boolean hashed = columns.isHashed(Field.MERCHANT);
    String merchantId = merchantId(merchant, hashed);
    return new CsvRow(
        timeMillis,
        known.token(),
        columns.cardIds() ? "" : CardTokenizer.lastFour(card),
        merchantId,
        hashed ? "merchant " + merchantId : merchant,
        category,
        channel,
        amountMinor,
        currency,
        known.holder(),
        transaction,
        coordinate(cells, Field.MERCHANT_LATITUDE, 90),
        coordinate(cells, Field.MERCHANT_LONGITUDE, 180),
        city(cells, channel),
        orNull(name(cells, Field.MERCHANT_STATE)),
        Optional.empty());
  }

  /**
   * Whether the row's label says fraud.
   *
   * @throws BadRowException code BAD_LABEL if it is none
   */
  public boolean isFraud(List<String> cells) throws BadRowException {
    return Forms.label(text(cells, Field.LABEL), columns.called(Field.LABEL));
  }

  /** What identifies a row, where its file has transaction numbers. */
  record Identity(String transaction, String card, long amountMinor) {}

  /** The little of a row that a label is joined by, at the cost of that little. */
  Identity identity(List<String> cells) throws BadRowException {
    String card = card(cells);
    return new Identity(transaction(cells), card, amountMinor(cells, currency(cells)));
  }

  private String text(List<String> cells, Field field) {
    return columns.text(cells, field);
  }

  private String name(List<String> cells, Field field) {
    return Forms.name(columns.text(cells, field));
  }

  private long amountMinor(List<String> cells, String code) throws BadRowException {
    if (!currency.code().equals(code)) {
      currency =
          Currencies.active(code)
              .orElseThrow(
                  () ->
                      new BadRowException(
                          "BAD_CURRENCY",
                          columns.called(Field.CURRENCY) + ": " + Currencies.whyNotActive(code)));
    }
    return forms.amountMinor(text(cells, Field.AMOUNT), columns.called(Field.AMOUNT), currency);
  }

  private String card(List<String> cells) throws BadRowException {
    String card = text(cells, Field.CARD);
    if (!columns.cardIds()) {
      return forms.cardNumber(card, columns.called(Field.CARD));
    }
    if (card.isEmpty()) {
      throw new BadRowException("NO_CARD", columns.called(Field.CARD) + " is missing");
    }
    String user = text(cells, Field.USER);
    if (columns.has(Field.USER) && user.isEmpty()) {
      throw new BadRowException("NO_CARD", columns.called(Field.USER) + " is missing");
    }
    if (user.length() + card.length() > MAX_CARD_ID_CHARS) {
      throw new BadRowException(
          "BAD_CARD", "card id has more than " + MAX_CARD_ID_CHARS + " characters");
    }
    return user.isEmpty() ? card : user + "/" + card;
  }

  private String transaction(List<String> cells) throws BadRowException {
    if (!columns.has(Field.TRANSACTION)) {
      return "";
    }
    String number = text(cells, Field.TRANSACTION);
    if (number.isEmpty()) {
      throw new BadRowException("NO_TRANSACTION", "transaction number is missing");
    }
    return columns.isHashed(Field.TRANSACTION) ? "t" + hashOf(number) : number;
  }

  private String currency(List<String> cells) {
    return columns.has(Field.CURRENCY)
        ? text(cells, Field.CURRENCY).toUpperCase(Locale.ROOT)
        : USUAL_CURRENCY;
  }

  private long timeMillis(List<String> cells) throws BadRowException {
    long millis = time.millis(cells);
    limit.check(millis);
    return millis;
  }

  private String merchantName(List<String> cells) throws BadRowException {
    String name = name(cells, Field.MERCHANT);
    if (name.isEmpty() || name.equals(KAGGLE_MERCHANT_PREFIX)) {
      throw new BadRowException("NO_MERCHANT", "merchant is missing");
    }
    return name.startsWith(KAGGLE_MERCHANT_PREFIX)
        ? name.substring(KAGGLE_MERCHANT_PREFIX.length())
        : name;
  }

  private String merchantId(String name, boolean hashed) {
    String id = merchantIds.get(name);
    if (id == null) {
      // Of a number a form that is hardly ever digits alone, as a card number is.
      id = hashed ? hashOf(name) : StableHash.id(name);
      if (merchantIds.size() < REMEMBERED_MERCHANTS) {
        merchantIds.put(name, id);
      }
    }
    return id;
  }

  private static String hashOf(String text) {
    return Long.toUnsignedString(StableHash.of(text), RADIX);
  }

  private String category(List<String> cells) throws BadRowException {
    if (!columns.has(Field.CATEGORY)) {
      return MerchantCategories.of(text(cells, Field.MCC));
    }
    String category = name(cells, Field.CATEGORY);
    if (category.isEmpty()) {
      throw new BadRowException("NO_CATEGORY", "category is missing");
    }
    return category;
  }

  private Channel channel(List<String> cells, String category) {
    if (!columns.has(Field.CHANNEL)) {
      return category.endsWith(ONLINE_SUFFIX) ? Channel.ONLINE : Channel.CARD_PRESENT;
    }
    return Channels.of(text(cells, Field.CHANNEL));
  }

  private @Nullable String city(List<String> cells, Channel channel) {
    String city = name(cells, Field.MERCHANT_CITY);
    return channel == Channel.ONLINE && city.equalsIgnoreCase(ONLINE) ? null : orNull(city);
  }

  private @Nullable Double coordinate(List<String> cells, Field field, double limit)
      throws BadRowException {
    String text = text(cells, field);
    return text.isEmpty()
        ? null
        : Double.valueOf(forms.coordinate(text, columns.called(field), limit));
  }

  private KnownCard known(String card, List<String> cells) throws BadRowException {
    KnownCard before = cards.get(card);
    if (before != null && before.isToldBy(cells, cardholderIndexes)) {
      return before;
    }
    List<String> told = new ArrayList<>(cardholderIndexes.length);
    for (int index : cardholderIndexes) {
      told.add(cells.get(index));
    }
    KnownCard now =
        new KnownCard(
            before == null ? tokenizer.token(card) : before.token(), told, cardholder(cells));
    if (before != null || cards.size() < REMEMBERED_CARDS) {
      cards.put(card, now);
    }
    return now;
  }

  private Cardholder cardholder(List<String> cells) throws BadRowException {
    String country = text(cells, Field.COUNTRY).toUpperCase(Locale.ROOT);
    boolean homeless = text(cells, Field.CITY).isEmpty() && text(cells, Field.STATE).isEmpty();
    return new Cardholder(
        name(cells, Field.FIRST_NAME),
        name(cells, Field.LAST_NAME),
        orNull(name(cells, Field.GENDER)),
        name(cells, Field.STREET),
        name(cells, Field.CITY),
        name(cells, Field.STATE),
        Forms.postalCode(text(cells, Field.POSTAL_CODE)),
        country.isEmpty() || homeless ? UNKNOWN_COUNTRY : country,
        coordinate(cells, Field.LATITUDE, 90),
        coordinate(cells, Field.LONGITUDE, 180),
        population(cells),
        orNull(name(cells, Field.JOB)),
        birthDate(text(cells, Field.BIRTH_DATE)));
  }

  private @Nullable Integer population(List<String> cells) throws BadRowException {
    String text = text(cells, Field.CITY_POPULATION);
    return text.isEmpty() ? null : forms.count(text, columns.called(Field.CITY_POPULATION));
  }

  private @Nullable LocalDate birthDate(String text) throws BadRowException {
    return text.isEmpty() ? null : forms.birthDate(text, columns.called(Field.BIRTH_DATE));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
