package io.cardbeam.console.board;

import java.math.BigInteger;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of some months, UTC. Each month of the range is there, those without rows too.
 *
 * @param months by month, then by currency
 */
record Board(Map<YearMonth, Map<String, Map<BoardFigure, Sum>>> months) {
  /**
   * Rows and their amounts.
   *
   * @param amountMinor minor units of the currency
   */
  record Sum(long count, BigInteger amountMinor) {
    static final Sum NOTHING = new Sum(0, BigInteger.ZERO);

    Sum plus(Sum other) {
      return new Sum(count + other.count, amountMinor.add(other.amountMinor));
    }
  }

  /** The same months without a row. */
  static Board ofNothing(BoardRange range) {
    Map<YearMonth, Map<String, Map<BoardFigure, Sum>>> months = new TreeMap<>();
    range.months().forEach(month -> months.put(month, new TreeMap<>()));
    return new Board(months);
  }

  /** Adds rows of a month in the range. */
  void add(YearMonth month, String currency, BoardFigure figure, Sum sum) {
    Map<String, Map<BoardFigure, Sum>> currencies = months.get(month);
    if (currencies == null) {
      throw new IllegalArgumentException(month + " is not in the range");
    }
    currencies
        .computeIfAbsent(currency, c -> new EnumMap<>(BoardFigure.class))
        .merge(figure, sum, Sum::plus);
  }
}
