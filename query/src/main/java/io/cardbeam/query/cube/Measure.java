package io.cardbeam.query.cube;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.cube.Aggregate.Of;
import io.cardbeam.query.cube.Condition.Operator;
import io.cardbeam.query.ddl.CurrencyDecimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a cube can tell of each of its cells. */
public enum Measure {
  count("rows", Form.COUNT, Of.ROWS, Rows.ALL),
  amount("sum of amounts, in the currency's unit", Form.MONEY, Of.AMOUNT, Rows.ALL),
  average("mean amount", Form.MEAN, Of.AMOUNT, Rows.ALL),
  largest("largest amount", Form.MONEY, Of.LARGEST, Rows.ALL),
  cards("cards that are in it", Form.COUNT, Of.CARDS, Rows.ALL),
  merchants("known merchants that are in it", Form.COUNT, Of.MERCHANTS, Rows.OF_MERCHANTS),
  frauds(
      "requests, or purchases, that turned out to be fraud", Form.COUNT, Of.ROWS, Rows.FRAUDULENT),
  fraud_amount("sum of their amounts", Form.MONEY_OR_ZERO, Of.AMOUNT, Rows.FRAUDULENT),
  fraud_rate("their share of the requests, or purchases", Form.SHARE, Of.ROWS, Rows.FRAUDULENT),
  approved("answers APPROVED", Rows.APPROVED, CubeFact.authorization),
  referred("answers REFERRED", Rows.REFERRED, CubeFact.authorization),
  declined("answers DECLINED", Rows.DECLINED, CubeFact.authorization),
  approval_rate("share of APPROVED", Form.SHARE, Of.ROWS, Rows.APPROVED, CubeFact.authorization),
  alert_rate(
      "share that was not approved", Form.REST, Of.ROWS, Rows.APPROVED, CubeFact.authorization),
  purchases("rows that are purchases", Rows.PURCHASE, CubeFact.transaction),
  refunds("rows that are refunds", Rows.REFUND, CubeFact.transaction),
  chargebacks("rows that are chargebacks", Rows.CHARGEBACK, CubeFact.transaction),
  chargebacks_rejected(
      "rows that take a chargeback back", Rows.CHARGEBACK_REJECTED, CubeFact.transaction),
  payments("rows that are payments", Rows.PAYMENT, CubeFact.transaction);

  private static final int MEAN_DECIMALS = 2;

  private final String meaning;
  private final Form form;
  private final Of of;
  private final Rows rows;

  /** The one fact that has it; null if both have. */
  private final @Nullable CubeFact only;

  /** What its figures are. */
  public enum Kind {
    COUNT,
    /** Of one currency. */
    MONEY,
    /** 0 to 1. */
    SHARE
  }

  /** How a figure is made of what was counted. */
  private enum Form {
    COUNT(Kind.COUNT),
    MONEY(Kind.MONEY),
    /** The same; 0 of no rows. */
    MONEY_OR_ZERO(Kind.MONEY),
    MEAN(Kind.MONEY),
    SHARE(Kind.SHARE),
    /** What a share leaves. */
    REST(Kind.SHARE);

    private final Kind kind;

    Form(Kind kind) {
      this.kind = kind;
    }
  }

  /** Which rows are counted. */
  private enum Rows {
    ALL,
    OF_MERCHANTS,
    FRAUDULENT,
    APPROVED,
    REFERRED,
    DECLINED,
    PURCHASE,
    REFUND,
    CHARGEBACK,
    CHARGEBACK_REJECTED,
    PAYMENT;

    /** Of what was cleared only a purchase is fraud, and not what gives it back. */
    private List<Condition> of(CubeFact fact) {
      return switch (this) {
        case ALL -> List.of();
        case OF_MERCHANTS ->
            List.of(new Condition(Dimensions.MERCHANT_KEY, Operator.NOT_EQUAL, List.of(0L)));
        case FRAUDULENT -> {
          Condition fraud = Condition.equal("fraud", true);
          yield fact == CubeFact.transaction
              ? List.of(fraud, Condition.equal("type", PURCHASE.name()))
              : List.of(fraud);
        }
        case APPROVED, REFERRED, DECLINED -> List.of(Condition.equal("outcome", name()));
        default -> List.of(Condition.equal("type", name()));
      };
    }
  }

  Measure(String meaning, Form form, Of of, Rows rows) {
    this(meaning, form, of, rows, null);
  }

  Measure(String meaning, Rows rows, CubeFact only) {
    this(meaning, Form.COUNT, Of.ROWS, rows, only);
  }

  Measure(String meaning, Form form, Of of, Rows rows, @Nullable CubeFact only) {
    this.meaning = meaning;
    this.form = form;
    this.of = of;
    this.rows = rows;
    this.only = only;
  }

  /** What it is, in a line. */
  public String meaning() {
    return meaning;
  }

  /** What its figures are. */
  public Kind kind() {
    return form.kind;
  }

  /** What it is made of. */
  Aggregate aggregate(CubeFact fact) {
    return new Aggregate(of, rows.of(fact));
  }

  /** What it is a share of, or a mean over; of the others no matter. */
  Aggregate whole(CubeFact fact) {
    return form == Form.SHARE && rows == Rows.FRAUDULENT && fact == CubeFact.transaction
        ? new Aggregate(Of.ROWS, Rows.PURCHASE.of(fact))
        : Aggregate.ROWS;
  }

  /**
   * A figure of a cell. An amount is scaled here and not in each row: a cell's amounts are of one
   * currency.
   *
   * @param rows of the cell
   * @param value of {@link #aggregate}
   * @param whole of {@link #whole}
   * @param digits of the currency
   * @return a Long, a BigDecimal or a Double; null if a cell of such rows has none
   */
  @Nullable Object figure(long rows, long value, long whole, int digits) {
    return switch (form) {
      case COUNT -> value;
      case MONEY -> rows == 0 ? null : money(value, digits);
      case MONEY_OR_ZERO -> money(value, digits);
      case MEAN ->
          rows == 0
              ? null
              : BigDecimal.valueOf(value, digits)
                  .divide(BigDecimal.valueOf(rows), MEAN_DECIMALS, RoundingMode.HALF_UP);
      case SHARE -> whole == 0 ? null : (Double) ((double) value / whole);
      case REST -> whole == 0 ? null : (Double) (1 - (double) value / whole);
    };
  }

  private static BigDecimal money(long minor, int digits) {
    return BigDecimal.valueOf(minor, digits).setScale(CurrencyDecimals.DECIMALS);
  }

  /** What holds of the rows that it is about; nothing if it is about all of a cell. */
  List<Condition> rows(CubeFact fact) {
    if (form == Form.REST) {
      return rows.of(fact).stream().map(Condition::otherwise).toList();
    }
    return rows.of(fact);
  }

  /** Those that have it. */
  public Set<CubeFact> facts() {
    return only == null ? EnumSet.allOf(CubeFact.class) : EnumSet.of(only);
  }

  /**
   * One of them.
   *
   * @throws QueryException if none is called so, or the fact does not have it
   */
  static Measure of(String name, CubeFact fact) throws QueryException {
    Measure measure = of(name);
    if (!measure.facts().contains(fact)) {
      throw new QueryException(
          name + " is no measure of --fact " + fact + ", but of " + measure.facts());
    }
    return measure;
  }

  /**
   * One of them, of whatever fact.
   *
   * @throws QueryException if none is called so
   */
  static Measure of(String name) throws QueryException {
    return Arrays.stream(values())
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new QueryException(
                    "no measure is called " + name + "; there are " + Arrays.toString(values())));
  }
}
