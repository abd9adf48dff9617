package io.cardbeam.query.cube;

import io.cardbeam.money.MinorUnits;
import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.star.StarTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A star as a cube, for any number of questions. One thread at a time, as its database. */
public final class Cube {
  /** Name of the dimension of currencies. */
  static final String CURRENCY = "currency";

  private static final String CURRENCIES =
      """
      SELECT currency FROM control_total UNION SELECT currency FROM later_fact_authorization
      UNION SELECT currency FROM later_fact_transaction ORDER BY 1
      """;

  private final StarDatabase star;
  private final MemberTables members;
  private final CodedFacts coded;
  private final MonthlyFacts monthly;
  private final FactList facts;
  private @Nullable List<String> currencies;

  /**
   * Of a star, which stays the caller's to close.
   *
   * @throws QueryException if the star can't be read
   */
  public Cube(StarDatabase star) throws QueryException {
    this.star = star;
    CubeTables.make(star);
    this.members = new MemberTables(star);
    this.coded = new CodedFacts(star, members);
    this.monthly = new MonthlyFacts(star, coded);
    this.facts = new FactList(star, members);
  }

  /** Makes now what would be made for the first questions: these take no longer than the others. */
  public void warm() throws QueryException, IOException {
    number();
    monthly.warm();
  }

  /** Numbers the members of all dimensions. */
  void number() throws QueryException, IOException {
    members.need(Dimensions.byName().values());
  }

  /**
   * Loads the facts into memory, the first time. That takes its time, and changes nothing that
   * answers.
   *
   * @param beside another way to the same star, for the thread that calls this
   */
  public void load(StarDatabase beside) throws QueryException, IOException {
    coded.load(beside);
  }

  /** Has what was loaded asked from now on. */
  public void takeLoaded() {
    coded.take();
  }

  /** The rows that its cells are made of. */
  public FactList facts() {
    return facts;
  }

  /** Numbers members that were added: {@link MemberTables#add}. */
  Map<Dimension, Members> number(StarDatabase beside, Set<StarTable> grown)
      throws QueryException, IOException {
    return members.add(beside, grown);
  }

  /**
   * Takes note of rows that were added.
   *
   * @param numbered what {@link #number} gave
   */
  void added(Map<Dimension, Members> numbered) {
    members.take(numbered);
    coded.takeLater();
    currencies = null;
  }

  /** Currencies of the facts, sorted; asked once, until rows are added. */
  private List<String> currencies() throws QueryException, IOException {
    List<String> known = currencies;
    if (known == null) {
      known = star.rows(CURRENCIES, List.of()).stream().map(row -> "" + row.get(0)).toList();
      currencies = known;
    }
    return known;
  }

  /**
   * Asks.
   *
   * @throws QueryException if amounts of several currencies would be added up, or there are too
   *     many cells
   */
  public CubeAnswer ask(CubeQuery query) throws QueryException, IOException {
    List<Members> of = new ArrayList<>();
    for (Dimension dimension : query.dimensions()) {
      of.add(members.of(dimension));
    }
    List<CubeSql> statements = new ArrayList<>();
    for (CubeQuery part : query.parts()) {
      statements.add(CubeSql.of(part, monthly.grainFor(part)));
    }
    CellSums cells = new CellSums(query, of, statements);
    int first = 0;
    for (CubeSql sql : statements) {
      OptionalInt digits = digits(sql);
      String text = sql.text(rows(sql, sql.dimensions()), members, CubeAnswer.MAX_CELLS + 1);
      List<List<@Nullable Object>> rows = star.rows(text, List.of());
      refuseTooMany(rows.size());
      cells.add(sql, first, digits, rows);
      refuseTooMany(cells.size());
      first += sql.aggregates().size();
    }
    return cells.answer();
  }

  private String rows(CubeSql sql, Set<Dimension> dimensions) throws QueryException, IOException {
    return coded.rows(sql.query().fact(), sql.grain(), dimensions);
  }

  private static void refuseTooMany(int cells) throws QueryException {
    if (cells > CubeAnswer.MAX_CELLS) {
      throw new QueryException(
          "the cube has over "
              + CubeAnswer.MAX_CELLS
              + " cells: take coarser dimensions or --where");
    }
  }

  /**
   * Decimals of the currency that all amounts of a question are in, if it asks for any; empty if
   * each cell is in a currency of its own.
   *
   * @throws QueryException if amounts of several would be added up
   */
  private OptionalInt digits(CubeSql sql) throws QueryException, IOException {
    CubeQuery query = sql.query();
    if (query.figures().stream().noneMatch(it -> it.measure().kind() == Measure.Kind.MONEY)) {
      return OptionalInt.of(0);
    }
    if (currencies().size() == 1) {
      return OptionalInt.of(MinorUnits.digits(currencies().get(0)));
    }
    Dimension currency = Objects.requireNonNull(Dimensions.byName().get(CURRENCY));
    if (query.dimensions().contains(currency) && !query.totals()) {
      return OptionalInt.empty();
    }
    Set<Dimension> dimensions = sql.dimensions();
    dimensions.add(currency);
    Members all = members.of(currency);
    List<String> asked = new ArrayList<>();
    for (List<@Nullable Object> row :
        star.rows(sql.currencies(rows(sql, dimensions), currency, members), List.of())) {
      long number = (Long) Objects.requireNonNull(row.get(0));
      asked.add(String.valueOf(all.at(all.place(number))));
    }
    if (asked.size() > 1) {
      throw new QueryException(
          "amounts are in "
              + asked.stream().sorted().collect(Collectors.joining(", "))
              + " and are not added up: ask --where \"currency = "
              + Collections.min(asked)
              + "\", or --rows currency --no-totals");
    }
    return OptionalInt.of(asked.isEmpty() ? 0 : MinorUnits.digits(asked.get(0)));
  }
}
