package io.cardbeam.training;

import io.cardbeam.feature.FeatureList;
import io.cardbeam.pipeline.feature.FeatureRow;
import io.cardbeam.text.StableHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All rows in memory, in flat arrays: card after card, each in order of event time, ties by request
 * id. The cards stand in the order of their first requests' ids, so that the table is the same
 * whatever key made the tokens.
 */
final class TrainingTable {
  /** Most rows: their values must fit an array. */
  static final int MAX_ROWS = Integer.MAX_VALUE / 64;

  private final float[] values;
  private final int[] cards;
  private final long[] times;
  private final long[] amounts;
  private final long[] idHashes;
  private final long[] fraudKnown;
  private final String[] categories;
  private final int cardCount;

  private TrainingTable(List<FeatureRow> rows) {
    int size = rows.size();
    values = new float[size * FeatureList.SIZE];
    cards = new int[size];
    times = new long[size];
    amounts = new long[size];
    idHashes = new long[size];
    fraudKnown = new long[size];
    categories = new String[size];
    Map<String, String> known = new HashMap<>();
    int card = -1;
    for (int i = 0; i < size; i++) {
      FeatureRow row = rows.get(i);
      if (i == 0 || !row.cardToken().equals(rows.get(i - 1).cardToken())) {
        card++;
      }
      row.copyValues(values, i * FeatureList.SIZE);
      cards[i] = card;
      times[i] = row.timeMillis();
      amounts[i] = row.amountMinor();
      idHashes[i] = StableHash.of(row.requestId());
      fraudKnown[i] = row.fraudKnownMillis();
      categories[i] = known.computeIfAbsent(row.category(), category -> category);
    }
    cardCount = card + 1;
  }

  /**
   * A table of rows in any order; the list is emptied, for its rows are large.
   *
   * @throws TrainingException if there are none, or more than {@link #MAX_ROWS}
   */
  static TrainingTable of(List<FeatureRow> rows) {
    if (rows.isEmpty() || rows.size() > MAX_ROWS) {
      throw new TrainingException(
          rows.size() + " requests to learn from; it must be 1 to " + MAX_ROWS);
    }
    Comparator<FeatureRow> inCard =
        Comparator.comparingLong(FeatureRow::timeMillis).thenComparing(FeatureRow::requestId);
    Map<String, FeatureRow> firsts = new HashMap<>();
    for (FeatureRow row : rows) {
      firsts.merge(row.cardToken(), row, (a, b) -> inCard.compare(a, b) <= 0 ? a : b);
    }
    Map<String, String> firstIds = new HashMap<>();
    firsts.forEach((card, row) -> firstIds.put(card, row.requestId()));
    List<FeatureRow> sorted = new ArrayList<>(rows);
    rows.clear();
    sorted.sort(
        Comparator.comparing((FeatureRow row) -> firstIds.getOrDefault(row.cardToken(), ""))
            .thenComparing(FeatureRow::cardToken)
            .thenComparing(inCard));
    return new TrainingTable(sorted);
  }

  int size() {
    return cards.length;
  }

  int cardCount() {
    return cardCount;
  }

  float[] values() {
    return values;
  }

  int card(int row) {
    return cards[row];
  }

  long timeMillis(int row) {
    return times[row];
  }

  /** Time of the last request, milliseconds since 1970 UTC. */
  long lastMillis() {
    return Arrays.stream(times).max().orElseThrow();
  }

  long amountMinor(int row) {
    return amounts[row];
  }

  long idHash(int row) {
    return idHashes[row];
  }

  String category(int row) {
    return categories[row];
  }

  /** Whether the row was confirmed as fraud before a time. */
  boolean isFraud(int row, long knownByMillis) {
    return fraudKnown[row] < knownByMillis;
  }

  /**
   * Half of the cards that a row's card belongs to, 0 or 1: models of one half score the other, so
   * that no row is scored by a model that has seen its card.
   */
  int half(int row) {
    return cards[row] & 1;
  }
}
