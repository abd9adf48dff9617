package io.cardbeam.query.cube;

/**
 * Which members a cell is of: for each dimension the place of its member, from 1, or 0 for a total
 * over it, so that keys are sorted as cells are listed. Two places are in each number.
 */
record CellKey(long first, long second, long third) implements Comparable<CellKey> {
  /**
   * Of places.
   *
   * @param places {@value CubeQuery#MAX_DIMENSIONS} at most
   */
  static CellKey of(int[] places) {
    return new CellKey(pair(places, 0), pair(places, 2), pair(places, 4));
  }

  private static long pair(int[] places, int from) {
    long high = from < places.length ? places[from] : 0;
    int low = from + 1 < places.length ? places[from + 1] : 0;
    return high << Integer.SIZE | Integer.toUnsignedLong(low);
  }

  /** The place of a dimension's member; 0 for a total over it. */
  int place(int dimension) {
    long pair = dimension < 2 ? first : dimension < 4 ? second : third;
    return (int) (dimension % 2 == 0 ? pair >>> Integer.SIZE : pair);
  }

  /**
   * The cell that this one is a part of.
   *
   * @param kept of each kept dimension all bits, of the others none
   */
  CellKey within(CellKey kept) {
    return new CellKey(first & kept.first, second & kept.second, third & kept.third);
  }

  @Override
  public int compareTo(CellKey other) {
    int byFirst = Long.compare(first, other.first);
    if (byFirst != 0) {
      return byFirst;
    }
    int bySecond = Long.compare(second, other.second);
    return bySecond != 0 ? bySecond : Long.compare(third, other.third);
  }
}
