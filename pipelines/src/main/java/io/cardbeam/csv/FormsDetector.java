package io.cardbeam.csv;

import io.cardbeam.text.CardNumberMask;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Detects the forms of a file from values of its first rows: shown one by one, then asked once.
 *
 * <p>Order of day and month and the decimal sign are those that the file's values leave possible. A
 * file whose values leave both is refused, and so is one whose card numbers were lost to a
 * spreadsheet.
 */
public final class FormsDetector {
  /** What a person does about dates that can be read in two ways. */
  static final String DATE_OPTION = "say which by day-first = yes or no in a file for --columns";

  /** What a person does about numbers that can be read in two ways. */
  static final String SIGN_OPTION = "say which by decimal-sign = . or , in a file for --columns";

  private static final int SIGNIFICANT_DIGITS = 15;
  private static final int TELLING_CARDS = 10;

  private final FormOptions told;
  private final Readings<DecimalSign> signs = new Readings<>(DecimalSign.POINT, DecimalSign.COMMA);
  private final Dates times = new Dates();
  private final Dates births = new Dates();
  private final Set<String> longCards = new HashSet<>();
  private long cards;
  private long roundedCards;
  private boolean allCutToZeros = true;
  private String exampleOfCard = "";
  private long cutTimes;
  private String exampleOfTime = "";

  /** The dates of a column. */
  private static final class Dates {
    private final Readings<DateOrder> orders =
        new Readings<>(DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST);
    private final DateText parts = new DateText();
    private String column = "";
    private long seen;

    void see(String text, String name) {
      column = name;
      seen++;
      if (!parts.read(text) || parts.isOrdered() || parts.first() == parts.second()) {
        return;
      }
      boolean dayFirst = parts.date(DateOrder.DAY_FIRST).isPresent();
      boolean monthFirst = parts.date(DateOrder.MONTH_FIRST).isPresent();
      if (dayFirst && monthFirst) {
        orders.either(text);
      } else if (dayFirst) {
        orders.only(DateOrder.DAY_FIRST, text);
      } else if (monthFirst) {
        orders.only(DateOrder.MONTH_FIRST, text);
      }
    }

    /** Most of its dates can be read in two ways, and nothing tells which. */
    boolean isAmbiguous() {
      return orders.way().isEmpty() && orders.ambiguous() > seen / 2;
    }

    /** Both readings of an example, for a person. */
    BadRowException ambiguous() {
      parts.read(orders.exampleOfEither());
      return new BadRowException(
          "AMBIGUOUS_DATES",
          column
              + " "
              + CardNumberMask.quoted(orders.exampleOfEither())
              + " can be "
              + parts.date(DateOrder.DAY_FIRST).orElseThrow()
              + " or "
              + parts.date(DateOrder.MONTH_FIRST).orElseThrow()
              + ", and no date in the file tells which: "
              + DATE_OPTION);
    }

    BadRowException contradictory() {
      return new BadRowException(
          "AMBIGUOUS_DATES",
          column
              + " has both "
              + CardNumberMask.quoted(orders.exampleOf(DateOrder.DAY_FIRST))
              + ", day before month, and "
              + CardNumberMask.quoted(orders.exampleOf(DateOrder.MONTH_FIRST))
              + ", month before day: "
              + DATE_OPTION);
    }
  }

  /**
   * A detector.
   *
   * @param told what a person said; it is not looked for
   */
  public FormsDetector(FormOptions told) {
    this.told = told;
  }

  /** An amount of a row, without blanks around it. */
  public void amount(String text) {
    String number = AmountText.of(text).map(AmountText::number).orElse("");
    number(number, text, NumberText.tells(number));
  }

  /** A coordinate of a row, whose thousands nobody groups. */
  public void coordinate(String text) {
    NumberText.Tells tells = NumberText.tells(text.startsWith("-") ? text.substring(1) : text);
    boolean either = tells == NumberText.Tells.EITHER;
    number(
        text,
        text,
        either && text.indexOf('.') >= 0
            ? NumberText.Tells.POINT
            : either ? NumberText.Tells.COMMA : tells);
  }

  private void number(String number, String text, NumberText.Tells tells) {
    switch (tells) {
      case POINT -> signs.only(DecimalSign.POINT, text);
      case COMMA -> signs.only(DecimalSign.COMMA, text);
      case EITHER -> signs.either(number);
      case NOTHING, NO_NUMBER -> {
        // Tells nothing.
      }
    }
  }

  /**
   * A time of a row, without blanks around it.
   *
   * @param column what reasons call it
   */
  public void time(String text, String column) {
    times.see(text, column);
    if (isMinutesAndTenths(text)) {
      cutTimes++;
      exampleOfTime = text;
    }
  }

  /** As spreadsheets show a date and time of a form of their own: 06:23.0, the hour is gone. */
  private static boolean isMinutesAndTenths(String text) {
    return text.length() == "06:23.0".length()
        && text.charAt(2) == ':'
        && text.charAt(5) == '.'
        && NumberText.isDigits(text.substring(0, 2) + text.substring(3, 5) + text.substring(6));
  }

  /**
   * A date of birth of a row, without blanks around it.
   *
   * @param column what reasons call it
   */
  public void birthDate(String text, String column) {
    if (!text.isEmpty()) {
      births.see(text, column);
    }
  }

  /** A card number of a row, without blanks around it. */
  public void card(String text) {
    if (text.isEmpty()) {
      return;
    }
    cards++;
    if (CardNumberText.isRounded(text)) {
      roundedCards++;
      exampleOfCard = text;
    } else if (text.length() > SIGNIFICANT_DIGITS && NumberText.isDigits(text)) {
      allCutToZeros &= text.substring(SIGNIFICANT_DIGITS).chars().allMatch(c -> c == '0');
      if (allCutToZeros && longCards.size() < TELLING_CARDS) {
        longCards.add(text);
      }
    }
  }

  /** Whether more rows could tell what these leave open. */
  public boolean isUndecided() {
    return (told.decimalSign() == null && signs.way().isEmpty() && signs.ambiguous() > 0)
        || (told.dateFormat() == null
            && told.dayFirst() == null
            && (times.isAmbiguous() || births.isAmbiguous())
            && times.orders.way().isEmpty()
            && births.orders.way().isEmpty());
  }

  /**
   * The forms of the file.
   *
   * @throws BadRowException code SPREADSHEET, AMBIGUOUS_DATES or AMBIGUOUS_NUMBERS, if no row of
   *     the file can be read for sure, with what to do
   */
  public Forms forms() throws BadRowException {
    refuseDamage();
    return new Forms(decimalSign(), timeForm(), birthForm());
  }

  private void refuseDamage() throws BadRowException {
    if (cards > 0 && roundedCards == cards) {
      throw new BadRowException(
          "SPREADSHEET",
          "all card numbers were rounded by a spreadsheet, for instance "
              + CardNumberMask.quoted(exampleOfCard)
              + ": their last digits are lost. Export the file again from where it came, or import"
              + " that column as text before saving");
    }
    if (allCutToZeros && longCards.size() >= TELLING_CARDS) {
      throw new BadRowException(
          "SPREADSHEET",
          "all card numbers of more than 15 digits end with zeros after the 15th, as a spreadsheet"
              + " leaves them: their last digits are lost. Export the file again from where it came,"
              + " or import that column as text before saving");
    }
    if (cutTimes > 0 && cutTimes == times.seen) {
      throw new BadRowException(
          "SPREADSHEET",
          "all times are minutes and seconds, for instance '"
              + exampleOfTime
              + "', as a spreadsheet saves them: date and hour are lost. Export the file again from"
              + " where it came");
    }
  }

  private DecimalSign decimalSign() throws BadRowException {
    Optional<DecimalSign> said = told.sign();
    if (said.isPresent()) {
      return said.get();
    }
    if (signs.isContradictory()) {
      throw new BadRowException(
          "AMBIGUOUS_NUMBERS",
          "the file has both decimal points, "
              + CardNumberMask.quoted(signs.exampleOf(DecimalSign.POINT))
              + ", and decimal commas, "
              + CardNumberMask.quoted(signs.exampleOf(DecimalSign.COMMA))
              + ": "
              + SIGN_OPTION);
    }
    Optional<DecimalSign> way = signs.way();
    if (way.isEmpty() && signs.ambiguous() > 0) {
      String example = signs.exampleOfEither();
      throw new BadRowException(
          "AMBIGUOUS_NUMBERS",
          CardNumberMask.quoted(example)
              + " can be "
              + read(example, DecimalSign.POINT)
              + " or "
              + read(example, DecimalSign.COMMA)
              + ", and no number in the file tells which: "
              + SIGN_OPTION);
    }
    return way.orElse(DecimalSign.POINT);
  }

  private static String read(String number, DecimalSign sign) {
    NumberText text = NumberText.of(number, sign).orElseThrow();
    return text.fraction().isEmpty() ? text.whole() : text.whole() + "." + text.fraction();
  }

  private DateForm timeForm() throws BadRowException {
    String pattern = told.dateFormat();
    return pattern != null ? DateForm.ofPattern(pattern) : DateForm.of(order(times, births));
  }

  /** A pattern with hours is for times; in dates of birth it tells the order alone. */
  private DateForm birthForm() throws BadRowException {
    if (told.dateFormat() == null || told.dayFirst() != null) {
      return DateForm.of(order(births, times));
    }
    return DateForm.of(births.orders.way().or(told::birthOrder));
  }

  private Optional<DateOrder> order(Dates dates, Dates others) throws BadRowException {
    Optional<DateOrder> said = told.order();
    if (said.isPresent()) {
      return said;
    }
    if (dates.orders.isContradictory()) {
      throw dates.contradictory();
    }
    Optional<DateOrder> way = dates.orders.way().or(others.orders::way);
    if (way.isEmpty() && dates.isAmbiguous()) {
      throw dates.ambiguous();
    }
    return way;
  }
}
