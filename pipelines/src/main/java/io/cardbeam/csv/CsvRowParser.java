package io.cardbeam.csv;

import io.cardbeam.event.Cardholder;
import io.cardbeam.token.CardTokenizer;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line to a checked row. Tokens are remembered for the cards of a file, at most {@value
 * #REMEMBERED_CARDS} of them.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class CsvRowParser {
  /** Longest line that is taken, characters. */
  public static final int MAX_LINE_CHARS = 16 * 1024;

  private static final int REMEMBERED_CARDS = 100_000;
  private static final String KAGGLE_MERCHANT_PREFIX = "fraud_";
  private static final int TIME = 0;
  private static final int CARD = 1;
  private static final int MERCHANT = 2;
  private static final int CATEGORY = 3;
  private static final int AMOUNT = 4;
  private static final int FIRST = 5;
  private static final int LAST = 6;
  private static final int GENDER = 7;
  private static final int STREET = 8;
  private static final int CITY = 9;
  private static final int STATE = 10;
  private static final int ZIP = 11;
  private static final int LATITUDE = 12;
  private static final int LONGITUDE = 13;
  private static final int CITY_POPULATION = 14;
  private static final int JOB = 15;
  private static final int BIRTH_DATE = 16;
  private static final int TRANSACTION = 17;
  private static final int MERCHANT_LATITUDE = 19;
  private static final int MERCHANT_LONGITUDE = 20;
  private static final int LABEL = 21;

  private final CsvLayout layout;
  private final CardTokenizer tokenizer;
  private final boolean readsLabels;
  private final Map<String, String> tokens = new HashMap<>();

  /** A parser that passes the labels over: what is in their column does not matter. */
  public CsvRowParser(CsvLayout layout, CardTokenizer tokenizer) {
    this(layout, tokenizer, false);
  }

  private CsvRowParser(CsvLayout layout, CardTokenizer tokenizer, boolean readsLabels) {
    this.layout = layout;
    this.tokenizer = tokenizer;
    this.readsLabels = readsLabels;
  }

  /** A parser that reads the labels, too: a row whose {@code is_fraud} is not 0 or 1 is refused. */
  public CsvRowParser withLabels() {
    return new CsvRowParser(layout, tokenizer, true);
  }

  /**
   * The row in a line.
   *
   * @throws BadRowException with what is wrong first, from left to right, but identity (card and
   *     transaction number) before everything else
   */
  public CsvRow parse(String line) throws BadRowException {
    if (line.length() > MAX_LINE_CHARS) {
      throw new BadRowException(
          "TOO_LONG", "line has " + line.length() + " characters, above " + MAX_LINE_CHARS);
    }
    if (line.indexOf('\uFFFD') >= 0) {
      throw new BadRowException("BAD_TEXT", "line is not valid UTF-8");
    }
    List<String> all = CsvFields.split(line);
    if (all.size() != layout.width()) {
      throw new BadRowException(
          "BAD_WIDTH", "row has " + all.size() + " fields where its header has " + layout.width());
    }
    List<String> fields = all.subList(layout.leadingColumns(), all.size());
    String card = cardNumber(fields.get(CARD));
    String transaction = required(fields, TRANSACTION, "NO_TRANSACTION", "transaction number");
    return new CsvRow(
        CsvValues.utcSeconds(fields.get(TIME)) * 1000,
        token(card),
        CardTokenizer.lastFour(card),
        merchantName(fields),
        required(fields, CATEGORY, "NO_CATEGORY", "category"),
        CsvValues.cents(fields.get(AMOUNT)),
        cardholder(fields),
        transaction,
        CsvValues.coordinate(fields.get(MERCHANT_LATITUDE), "merch_lat", 90),
        CsvValues.coordinate(fields.get(MERCHANT_LONGITUDE), "merch_long", 180),
        readsLabels ? Optional.of(CsvValues.label(fields.get(LABEL))) : Optional.empty());
  }

  private static String merchantName(List<String> fields) throws BadRowException {
    String name = required(fields, MERCHANT, "NO_MERCHANT", "merchant");
    return name.startsWith(KAGGLE_MERCHANT_PREFIX)
            && name.length() > KAGGLE_MERCHANT_PREFIX.length()
        ? name.substring(KAGGLE_MERCHANT_PREFIX.length())
        : name;
  }

  private static Cardholder cardholder(List<String> fields) throws BadRowException {
    return new Cardholder(
        fields.get(FIRST).strip(),
        fields.get(LAST).strip(),
        orNull(fields.get(GENDER)),
        fields.get(STREET).strip(),
        fields.get(CITY).strip(),
        fields.get(STATE).strip(),
        fields.get(ZIP).strip(),
        "US",
        CsvValues.coordinate(fields.get(LATITUDE), "lat", 90),
        CsvValues.coordinate(fields.get(LONGITUDE), "long", 180),
        CsvValues.population(fields.get(CITY_POPULATION)),
        orNull(fields.get(JOB)),
        birthDate(fields.get(BIRTH_DATE)));
  }

  private static @Nullable LocalDate birthDate(String text) throws BadRowException {
    return text.isBlank() ? null : CsvValues.date(text.strip(), "dob");
  }

  private static @Nullable String orNull(String text) {
    return text.isBlank() ? null : text.strip();
  }

  private static String cardNumber(String field) throws BadRowException {
    String card = field.strip();
    if (card.isEmpty()) {
      throw new BadRowException("NO_CARD", "card number is missing");
    }
    if (!CsvValues.isDigits(card) || card.length() < 11 || card.length() > 19) {
      throw new BadRowException("BAD_CARD", "card number is not 11 to 19 digits");
    }
    return card;
  }

  private String token(String card) {
    String known = tokens.get(card);
    if (known != null) {
      return known;
    }
    String token = tokenizer.token(card);
    if (tokens.size() < REMEMBERED_CARDS) {
      tokens.put(card, token);
    }
    return token;
  }

  private static String required(List<String> fields, int column, String code, String what)
      throws BadRowException {
    String value = fields.get(column).strip();
    if (value.isEmpty()) {
      throw new BadRowException(code, what + " is missing");
    }
    return value;
  }
}
