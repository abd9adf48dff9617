package io.cardbeam.query.cube;

import io.cardbeam.query.QueryException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A question to the cube.
 *
 * @param facts what is counted; of several the dimensions that all of them have
 * @param rows dimensions down the side, coarsest first
 * @param columns dimensions across the top
 * @param figures one or more
 * @param conditions all of which must hold
 * @param totals whether subtotals of the rows, and totals of rows and columns, are told too
 */
public record CubeQuery(
    Set<CubeFact> facts,
    List<Dimension> rows,
    List<Dimension> columns,
    List<Figure> figures,
    List<Condition> conditions,
    boolean totals) {
  /** Most dimensions of a question. */
  public static final int MAX_DIMENSIONS = 6;

  /** Most figures of a question. */
  public static final int MAX_FIGURES = 20;

  /** Makes the compact form sure. */
  public CubeQuery {
    facts = EnumSet.copyOf(facts);
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    figures = List.copyOf(figures);
    conditions = List.copyOf(conditions);
  }

  /** A question to one fact by names. */
  public static CubeQuery of(
      CubeFact fact,
      List<String> rows,
      List<String> columns,
      List<String> measures,
      List<String> where,
      boolean totals)
      throws QueryException {
    return of(EnumSet.of(fact), rows, columns, measures, where, totals);
  }

  /**
   * A question by names.
   *
   * @param facts one or more
   * @param measures of several facts under the name of {@link Figure#name()}
   * @param where conditions, in words
   * @throws QueryException if a name is not known, comes twice, or is not of the facts
   */
  public static CubeQuery of(
      Set<CubeFact> facts,
      List<String> rows,
      List<String> columns,
      List<String> measures,
      List<String> where,
      boolean totals)
      throws QueryException {
    List<Dimension> down = new ArrayList<>();
    for (String name : rows) {
      down.add(Dimensions.of(name, facts));
    }
    List<Dimension> across = new ArrayList<>();
    for (String name : columns) {
      across.add(Dimensions.of(name, facts));
    }
    List<Figure> figures = new ArrayList<>();
    for (String name : measures) {
      figures.add(Figure.of(name, facts));
    }
    return new CubeQuery(facts, down, across, figures, conditions(facts, where), totals).checked();
  }

  /** Conditions in words. */
  static List<Condition> conditions(Set<CubeFact> facts, List<String> where) throws QueryException {
    List<Condition> conditions = new ArrayList<>();
    for (String text : where) {
      conditions.addAll(ConditionParser.parse(text, facts));
    }
    return conditions;
  }

  private CubeQuery checked() throws QueryException {
    List<Dimension> all = dimensions();
    if (new HashSet<>(all).size() < all.size()) {
      throw new QueryException("a dimension can be in rows or columns, and once");
    }
    if (all.size() > MAX_DIMENSIONS) {
      throw new QueryException("a cube has " + MAX_DIMENSIONS + " dimensions at most");
    }
    if (figures.isEmpty()) {
      throw new QueryException("a cube has one measure at least");
    }
    if (figures.stream().map(Figure::name).distinct().count() < figures.size()) {
      throw new QueryException("a measure can be asked for once");
    }
    if (figures.size() > MAX_FIGURES) {
      throw new QueryException("a cube has " + MAX_FIGURES + " measures at most");
    }
    return this;
  }

  /** Rows, then columns. */
  public List<Dimension> dimensions() {
    List<Dimension> all = new ArrayList<>(rows);
    all.addAll(columns);
    return all;
  }

  /** The facts that a figure is asked of, each with its figures alone. */
  List<CubeQuery> parts() {
    Set<CubeFact> asked = EnumSet.noneOf(CubeFact.class);
    figures.forEach(figure -> asked.add(figure.fact()));
    return asked.stream()
        .map(
            fact ->
                new CubeQuery(
                    EnumSet.of(fact),
                    rows,
                    columns,
                    figures.stream().filter(figure -> figure.fact() == fact).toList(),
                    conditions,
                    totals))
        .toList();
  }

  /**
   * The one fact of a part.
   *
   * @throws IllegalStateException if there are several
   */
  CubeFact fact() {
    if (facts.size() != 1) {
      throw new IllegalStateException("a question to " + facts);
    }
    return facts.iterator().next();
  }

  /** Whether one of these measures is asked for. */
  boolean hasMeasure(Measure measure) {
    return figures.stream().anyMatch(figure -> figure.measure() == measure);
  }

  /** Rows become columns, and columns rows. */
  public CubeQuery pivoted() {
    return new CubeQuery(
        facts, /* rows= */ columns, /* columns= */ rows, figures, conditions, totals);
  }

  /**
   * Of one member of a dimension, by the next finer dimension in its place.
   *
   * @param value of the member
   * @throws QueryException if the dimension is not in the question, or has none that is finer
   */
  public CubeQuery drilledDown(String dimension, String value) throws QueryException {
    Dimension from = inQuestion(dimension);
    Dimension to =
        Dimensions.of(
            from.finer()
                .orElseThrow(() -> new QueryException(dimension + " has none that is finer")),
            facts);
    List<Condition> more = new ArrayList<>(conditions);
    more.add(
        new Condition(
            from, Condition.Operator.EQUAL, List.of(ConditionParser.valueOf(from, value))));
    return new CubeQuery(
            facts, replaced(rows, from, to), replaced(columns, from, to), figures, more, totals)
        .checked();
  }

  /**
   * By the next coarser dimension in the place of one.
   *
   * @throws QueryException if the dimension is not in the question, or has none that is coarser
   */
  public CubeQuery rolledUp(String dimension) throws QueryException {
    Dimension from = inQuestion(dimension);
    Optional<Dimension> to = Dimensions.coarser(from);
    if (to.isEmpty()) {
      throw new QueryException(dimension + " has none that is coarser");
    }
    return new CubeQuery(
            facts,
            replaced(rows, from, to.get()),
            replaced(columns, from, to.get()),
            figures,
            conditions,
            totals)
        .checked();
  }

  private Dimension inQuestion(String name) throws QueryException {
    return dimensions().stream()
        .filter(dimension -> dimension.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new QueryException(name + " is in neither rows nor columns"));
  }

  private static List<Dimension> replaced(List<Dimension> all, Dimension from, Dimension to) {
    return all.stream().map(one -> one.equals(from) ? to : one).toList();
  }
}
