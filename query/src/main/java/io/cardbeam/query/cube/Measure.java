package io.cardbeam.query.cube;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.ddl.CurrencyDecimals;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a cube can tell of each of its cells. */
public enum Measure {
  count("rows", Kind.COUNT, FactGrain.ROWS),
  amount("sum of amounts, in the currency's unit", Kind.MONEY, money("sum(f.amount_minor)")),
  average(
      "mean amount",
      Kind.MONEY,
      "CAST(" + money("sum(f.amount_minor)") + " / " + FactGrain.ROWS + " AS DECIMAL(20, 2))"),
  largest("largest amount", Kind.MONEY, money(FactGrain.LARGEST)),
  cards("cards that are in it", Kind.COUNT, "count(DISTINCT f.card_key)"),
  merchants(
      "known merchants that are in it",
      Kind.COUNT,
      "count(DISTINCT f.merchant_key) FILTER (f.merchant_key <> 0)"),
  frauds(
      "requests, or purchases, that turned out to be fraud", Kind.COUNT, FactGrain.rowsIf("FRAUD")),
  fraud_amount(
      "sum of their amounts", Kind.MONEY, money("coalesce(sum(f.amount_minor) FILTER (FRAUD), 0)")),
  fraud_rate(
      "their share of the requests, or purchases",
      Kind.SHARE,
      FactGrain.rowsIf("FRAUD") + " / nullif(PURCHASES, 0)"),
  approved("answers APPROVED", Kind.COUNT, counted("APPROVED"), CubeFact.authorization),
  referred("answers REFERRED", Kind.COUNT, counted("REFERRED"), CubeFact.authorization),
  declined("answers DECLINED", Kind.COUNT, counted("DECLINED"), CubeFact.authorization),
  approval_rate(
      "share of APPROVED",
      Kind.SHARE,
      counted("APPROVED") + " / nullif(" + FactGrain.ROWS + ", 0)",
      CubeFact.authorization),
  alert_rate(
      "share that was not approved",
      Kind.SHARE,
      "1 - " + counted("APPROVED") + " / nullif(" + FactGrain.ROWS + ", 0)",
      CubeFact.authorization),
  purchases("rows that are purchases", Kind.COUNT, typed("PURCHASE"), CubeFact.transaction),
  refunds("rows that are refunds", Kind.COUNT, typed("REFUND"), CubeFact.transaction),
  chargebacks("rows that are chargebacks", Kind.COUNT, typed("CHARGEBACK"), CubeFact.transaction),
  chargebacks_rejected(
      "rows that take a chargeback back",
      Kind.COUNT,
      typed("CHARGEBACK_REJECTED"),
      CubeFact.transaction),
  payments("rows that are payments", Kind.COUNT, typed("PAYMENT"), CubeFact.transaction);

  private final String meaning;
  private final Kind kind;
  private final String expression;

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

  Measure(String meaning, Kind kind, String expression) {
    this(meaning, kind, expression, null);
  }

  Measure(String meaning, Kind kind, String expression, @Nullable CubeFact only) {
    this.meaning = meaning;
    this.kind = kind;
    this.expression = expression;
    this.only = only;
  }

  /**
   * An amount in the currency's unit. It is scaled once a cell and not once a row, which takes half
   * of the time: a cell's amounts are of one currency, or are not told. A sum is more than 64 bits.
   */
  private static String money(String minor) {
    return "CAST(CAST(" + minor + " AS DECIMAL(34, 0)) * UNIT AS DECIMAL(38, 3))";
  }

  private static String counted(String outcome) {
    return FactGrain.rowsIf("member_dim_outcome.outcome = '" + outcome + "'");
  }

  private static String typed(String type) {
    return FactGrain.rowsIf("f.transaction_type = '" + type + "'");
  }

  /** What it is, in a line. */
  public String meaning() {
    return meaning;
  }

  /** What its figures are. */
  public Kind kind() {
    return kind;
  }

  /**
   * SQL of it. Of what was cleared only a purchase is fraud, and not what gives it back.
   *
   * @param currency that all amounts are in; empty if there are several
   */
  String expression(CubeFact fact, FactGrain grain, Optional<String> currency) {
    boolean cleared = fact == CubeFact.transaction;
    return grain.sql(
        expression
            .replace(
                "UNIT",
                currency
                    .map(CurrencyDecimals::unitOf)
                    .orElse(CurrencyDecimals.unit("any_value(f.currency)")))
            .replace("PURCHASES", cleared ? typed("PURCHASE") : FactGrain.ROWS)
            .replace(
                "FRAUD",
                cleared ? "f.is_fraud AND f.transaction_type = 'PURCHASE'" : "f.is_fraud"));
  }

  /** Whether its SQL needs the dimension of outcomes. */
  boolean needsOutcome() {
    return expression.contains("dim_outcome");
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
    Measure measure =
        Arrays.stream(values())
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new QueryException(
                        "no measure is called "
                            + name
                            + "; there are "
                            + Arrays.toString(values())));
    if (!measure.facts().contains(fact)) {
      throw new QueryException(
          name + " is no measure of --fact " + fact + ", but of " + measure.facts());
    }
    return measure;
  }
}
