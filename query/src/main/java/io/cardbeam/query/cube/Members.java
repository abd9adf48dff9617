package io.cardbeam.query.cube;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of a dimension. Each has a number, from 1, which stays when members are added, and a
 * place among the others in their order, from 1, which does not.
 */
final class Members {
  /** Those of a flag, whose numbers follow from it. */
  static final Members OF_FLAG = new Members(List.of(false, true), new int[] {1, 2});

  private final List<@Nullable Object> byPlace;
  private final int[] places;

  private Members(List<@Nullable Object> byPlace, int[] places) {
    this.byPlace = byPlace;
    this.places = places;
  }

  /**
   * Of rows with number and member.
   *
   * @param rows in the order of the members
   */
  static Members of(List<List<@Nullable Object>> rows) {
    List<@Nullable Object> byPlace = new ArrayList<>();
    int[] places = new int[rows.size()];
    for (List<@Nullable Object> row : rows) {
      byPlace.add(row.get(1));
      places[Math.toIntExact((Long) row.get(0)) - 1] = byPlace.size();
    }
    return new Members(byPlace, places);
  }

  /** How many there are, and so the largest number. */
  int size() {
    return places.length;
  }

  /** The place of a number. */
  int place(long number) {
    return places[(int) number - 1];
  }

  /** Who is at a place; null is the member that is not known. */
  @Nullable Object at(int place) {
    return byPlace.get(place - 1);
  }

  /**
   * A term that holds of rows by the number of their member.
   *
   * @param number SQL of the number
   */
  String term(Condition condition, String number) {
    List<String> ranges = new ArrayList<>();
    int from = 0;
    for (int no = 1; no <= places.length + 1; no++) {
      boolean holds = no <= places.length && condition.holds(at(place(no)));
      if (holds && from == 0) {
        from = no;
      } else if (!holds && from > 0) {
        ranges.add(
            from == no - 1
                ? number + " = " + from
                : number + " BETWEEN " + from + " AND " + (no - 1));
        from = 0;
      }
    }
    return ranges.isEmpty() ? "false" : "(" + String.join(" OR ", ranges) + ")";
  }
}
