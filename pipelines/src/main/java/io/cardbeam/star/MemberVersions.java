package io.cardbeam.star;

import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.Cardholder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The versions of one thing that the updates of a card tell, type 2: a version begins with each
 * update that changed it, and ends where the next begins. The first is valid from 1970-01-01, so a
 * fact that is older than the first update still finds its member.
 *
 * @param <T> what the versions are of, compared by its value
 */
final class MemberVersions<T> {
  /** Where the first version begins. */
  static final Instant BEGINNING = Instant.EPOCH;

  /** Where the current version ends: 9999-12-31. */
  static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

  private final TreeMap<Instant, T> byValidFrom = new TreeMap<>();

  /** Makes the row of a version. */
  interface RowMaker<T, R> {
    /**
     * The row of a version.
     *
     * @param validFrom first instant of the version
     * @param validTo first instant after it
     */
    R row(T value, Instant validFrom, Instant validTo);
  }

  /**
   * The versions that these updates make.
   *
   * @param updates of one card, in order; the last of several at one instant counts
   * @param told what an update tells of the thing; nothing leaves it as it was
   */
  MemberVersions(List<CardUpdate> updates, Function<Cardholder, Optional<T>> told) {
    TreeMap<Instant, T> atInstant = new TreeMap<>();
    updates.forEach(
        update ->
            told.apply(update.getCardholder())
                .ifPresent(value -> atInstant.put(update.getEventTime(), value)));
    atInstant.forEach(
        (time, value) -> {
          if (byValidFrom.isEmpty()) {
            byValidFrom.put(time.isBefore(BEGINNING) ? time : BEGINNING, value);
          } else if (!byValidFrom.lastEntry().getValue().equals(value)) {
            byValidFrom.put(time, value);
          }
        });
  }

  /** Where the version that is valid at an instant begins; empty if there are no versions. */
  Optional<Instant> beginAt(Instant time) {
    return Optional.ofNullable(byValidFrom.floorEntry(time)).map(Map.Entry::getKey);
  }

  /** The versions as rows, earliest first. */
  <R> List<R> rows(RowMaker<T, R> maker) {
    List<R> rows = new ArrayList<>(byValidFrom.size());
    byValidFrom.forEach(
        (validFrom, value) -> {
          Instant next = byValidFrom.higherKey(validFrom);
          rows.add(maker.row(value, validFrom, next == null ? END_OF_TIME : next));
        });
    return rows;
  }
}
