package io.cardbeam.query.cube;

import io.cardbeam.query.QueryException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A question to the cube.
 *
 * @param fact what is counted
 * @param rows dimensions down the side, coarsest first
 * @param columns dimensions across the top
 * @param measures one or more
 * @param conditions all of which must hold
 * @param totals whether subtotals of the rows, and totals of rows and columns, are told too
 */
public record CubeQuery(
    CubeFact fact,
    List<Dimension> rows,
    List<Dimension> columns,
    List<Measure> measures,
    List<Condition> conditions,
    boolean totals) {
  /** Most dimensions of a question. */
  public static final int MAX_DIMENSIONS = 6;

  /** Makes the compact form sure. */
  public CubeQuery {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    measures = List.copyOf(measures);
    conditions = List.copyOf(conditions);
  }

  /**
   * A question by names.
   *
   * @param where conditions, in words
   * @throws QueryException if a name is not known, comes twice, or is not of the fact
   */
  public static CubeQuery of(
      CubeFact fact,
      List<String> rows,
      List<String> columns,
      List<String> measures,
      List<String> where,
      boolean totals)
      throws QueryException {
    List<Dimension> down = new ArrayList<>();
    for (String name : rows) {
      down.add(Dimensions.of(name, fact));
    }
    List<Dimension> across = new ArrayList<>();
    for (String name : columns) {
      across.add(Dimensions.of(name, fact));
    }
    List<Measure> told = new ArrayList<>();
    for (String name : measures) {
      told.add(Measure.of(name, fact));
    }
    List<Condition> conditions = new ArrayList<>();
    for (String text : where) {
      conditions.addAll(ConditionParser.parse(text, fact));
    }
    return new CubeQuery(fact, down, across, told, conditions, totals).checked();
  }

  private CubeQuery checked() throws QueryException {
    List<Dimension> all = dimensions();
    if (new HashSet<>(all).size() < all.size()) {
      throw new QueryException("a dimension can be in rows or columns, and once");
    }
    if (all.size() > MAX_DIMENSIONS) {
      throw new QueryException("a cube has " + MAX_DIMENSIONS + " dimensions at most");
    }
    if (measures.isEmpty()) {
      throw new QueryException("a cube has one measure at least");
    }
    return this;
  }

  /** Rows, then columns. */
  public List<Dimension> dimensions() {
    List<Dimension> all = new ArrayList<>(rows);
    all.addAll(columns);
    return all;
  }

  /** Rows become columns, and columns rows. */
  public CubeQuery pivoted() {
    return new CubeQuery(
        fact, /* rows= */ columns, /* columns= */ rows, measures, conditions, totals);
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
            fact);
    List<Condition> more = new ArrayList<>(conditions);
    more.add(
        new Condition(
            from, Condition.Operator.EQUAL, List.of(ConditionParser.valueOf(from, value))));
    return new CubeQuery(
            fact, replaced(rows, from, to), replaced(columns, from, to), measures, more, totals)
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
            fact,
            replaced(rows, from, to.get()),
            replaced(columns, from, to.get()),
            measures,
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
