package io.cardbeam.query.cube;

import io.cardbeam.money.MinorUnits;
import io.cardbeam.query.cube.CubeAnswer.Cell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The cells of an answer: what was counted of each fact is added, with totals, to what was counted
 * of the others.
 */
final class CellSums {
  private final CubeQuery query;
  private final List<Members> members;
  private final int width;
  private final Map<CellKey, long[]> cells = new HashMap<>();
  private final Map<Figure, FigureOf> figures = new HashMap<>();

  /**
   * How a figure is made of a cell's values.
   *
   * @param rows place of the rows of its fact
   * @param value place of what it is made of
   * @param whole place of what it is a share of
   * @param digits of the currency; empty if each cell is in its own
   */
  private record FigureOf(Measure measure, int rows, int value, int whole, OptionalInt digits) {
    private @Nullable Object of(long[] values, int own) {
      return measure.figure(values[rows], values[value], values[whole], digits.orElse(own));
    }
  }

  /**
   * Without any yet.
   *
   * @param members of the dimensions
   * @param statements of all facts
   */
  CellSums(CubeQuery query, List<Members> members, List<CubeSql> statements) {
    this.query = query;
    this.members = members;
    this.width = statements.stream().mapToInt(it -> it.aggregates().size()).sum();
  }

  /**
   * Adds those of a fact.
   *
   * @param first place of its aggregates among those of all statements
   * @param digits of the currency that all cells are in; empty if each is in its own
   * @param rows of the statement
   */
  void add(CubeSql sql, int first, OptionalInt digits, List<List<@Nullable Object>> rows) {
    for (Figure figure : sql.query().figures()) {
      Measure measure = figure.measure();
      figures.put(
          figure,
          new FigureOf(
              measure,
              first,
              first + sql.aggregates().indexOf(measure.aggregate(figure.fact())),
              first + sql.aggregates().indexOf(measure.whole(figure.fact())),
              digits));
    }
    Map<CellKey, long[]> found = new HashMap<>(rows.size() * 2);
    for (List<@Nullable Object> row : rows) {
      long[] values = new long[width];
      for (int i = 0; i < sql.aggregates().size(); i++) {
        values[first + i] = (Long) Objects.requireNonNull(row.get(members.size() + i));
      }
      found.put(key(row), values);
    }
    put(found);
    if (sql.isOfParts()) {
      addTotals(sql.aggregates(), first, found);
    }
  }

  private CellKey key(List<@Nullable Object> row) {
    int[] places = new int[members.size()];
    for (int i = 0; i < places.length; i++) {
      if (row.get(i) instanceof Long number) {
        places[i] = members.get(i).place(number);
      }
    }
    return CellKey.of(places);
  }

  private void addTotals(List<Aggregate> aggregates, int first, Map<CellKey, long[]> finest) {
    List<CubeLevel> levels = CubeLevel.of(query);
    List<Map<CellKey, long[]>> byLevel = new ArrayList<>(List.of(finest));
    for (CubeLevel level : levels.subList(1, levels.size())) {
      CellKey mask = level.mask();
      Map<CellKey, long[]> totals = new HashMap<>();
      if (level.kept().isEmpty()) {
        totals.put(mask, new long[width]); // of no parts, too
      }
      byLevel
          .get(level.from())
          .forEach(
              (part, values) -> {
                CellKey whole = part.within(mask);
                long[] sums = totals.get(whole);
                if (sums == null) {
                  totals.put(whole, values.clone());
                  return;
                }
                for (int i = 0; i < aggregates.size(); i++) {
                  sums[first + i] = aggregates.get(i).together(sums[first + i], values[first + i]);
                }
              });
      put(totals);
      byLevel.add(totals);
    }
  }

  /** Cells that only one fact has come in as they are. */
  private void put(Map<CellKey, long[]> more) {
    if (cells.isEmpty()) {
      cells.putAll(more);
    } else {
      more.forEach(
          (key, values) -> {
            long[] others = cells.putIfAbsent(key, values);
            for (int i = 0; others != null && i < width; i++) {
              others[i] += values[i]; // one of the two is 0
            }
          });
    }
  }

  /** How many there are. */
  int size() {
    return cells.size();
  }

  /** All of them, totals before their parts. */
  CubeAnswer answer() {
    int currency = query.dimensions().stream().map(Dimension::name).toList().indexOf(Cube.CURRENCY);
    List<FigureOf> columns =
        query.figures().stream().map(it -> Objects.requireNonNull(figures.get(it))).toList();
    List<Cell> sorted = new ArrayList<>(cells.size());
    cells.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            cell -> {
              List<@Nullable Object> names = names(cell.getKey());
              int own = currency < 0 ? 0 : MinorUnits.digits(String.valueOf(names.get(currency)));
              List<@Nullable Object> values = new ArrayList<>(columns.size());
              columns.forEach(column -> values.add(column.of(cell.getValue(), own)));
              sorted.add(
                  new Cell(
                      Collections.unmodifiableList(names),
                      level(cell.getKey()),
                      Collections.unmodifiableList(values)));
            });
    return new CubeAnswer(query, sorted);
  }

  private List<@Nullable Object> names(CellKey key) {
    List<@Nullable Object> names = new ArrayList<>(members.size());
    for (int i = 0; i < members.size(); i++) {
      int place = key.place(i);
      names.add(place == 0 ? null : members.get(i).at(place));
    }
    return names;
  }

  private long level(CellKey key) {
    long level = 0;
    for (int i = 0; i < members.size(); i++) {
      level = level << 1 | (key.place(i) == 0 ? 1 : 0);
    }
    return level;
  }
}
