package io.cardbeam.console.gateway.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.hash.BloomFilter;
import com.google.common.hash.Funnels;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.gateway.IdKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which authorizations are recorded, by a Bloom filter: one that it does not have is not recorded,
 * or was within the last seconds. It is filled at the start, and follows the events of all
 * gateways. While it can't, and for {@link #REST} after, when what was recorded may be late, it has
 * them all.
 */
final class RecordedIds {
  /** How often new ones are read. */
  static final Duration EVERY = Duration.ofSeconds(2);

  /** How old what it knows may be. */
  static final Duration FRESH = Duration.ofSeconds(10);

  /** How long it answers nothing after a failure, in which the recorder catches up. */
  static final Duration REST = Duration.ofMinutes(10);

  /** Most ids of which one in a thousand others is thought to be recorded; some 90 MB. */
  static final long MAX_IDS = 50_000_000;

  private static final long MIN_IDS = 1_000_000;
  private static final double WRONG = 0.001;
  private static final int ROWS = 10_000;

  private static final String NEWEST = "SELECT coalesce(max(event_seq), 0) FROM gateway.event";
  private static final String COUNT =
      "SELECT reltuples::bigint FROM pg_class WHERE oid = 'gateway.card_authorization'::regclass";
  private static final String ALL = "SELECT authorization_id FROM gateway.card_authorization";
  private static final String SINCE =
      """
      SELECT event_seq, subject_id FROM gateway.event
      WHERE event_seq > ? ORDER BY event_seq LIMIT ?
      """;

  private final Database database;
  private final LongSupplier nanos;
  private volatile @Nullable BloomFilter<CharSequence> filter;
  private volatile long readAt;
  private volatile long failedAt;
  private long newest;

  /** Of this database, by a clock of nanoseconds; knows nothing before {@link #read}. */
  RecordedIds(Database database, LongSupplier nanos) {
    this.database = database;
    this.nanos = nanos;
    failedAt = nanos.getAsLong() - REST.toNanos();
  }

  /** Whether an authorization may be recorded. */
  boolean mayHave(String id) {
    BloomFilter<CharSequence> known = filter;
    long now = nanos.getAsLong();
    return known == null
        || now - readAt > FRESH.toNanos()
        || now - failedAt < REST.toNanos()
        || known.mightContain(id);
  }

  /**
   * Reads what is new; the first time, all. To be done every {@link #EVERY}.
   *
   * @throws SQLException if it can't be read now
   */
  void read() throws SQLException {
    try {
      long now = nanos.getAsLong();
      BloomFilter<CharSequence> known = filter;
      if (known == null) {
        filter = database.transact(this::all);
      } else {
        database.change(connection -> addNew(connection, known));
      }
      readAt = now;
    } catch (SQLException | RuntimeException e) {
      failedAt = nanos.getAsLong();
      throw e;
    }
  }

  private BloomFilter<CharSequence> all(Connection connection) throws SQLException {
    // Read before the rows: what comes in between is read twice, and nothing is left out.
    newest = number(connection, NEWEST);
    long expected = Math.min(MAX_IDS, Math.max(MIN_IDS, 2 * number(connection, COUNT)));
    BloomFilter<CharSequence> all =
        BloomFilter.create(Funnels.stringFunnel(US_ASCII), expected, WRONG);
    new Query(ALL).each(connection, ROWS, row -> all.put(row.getString("authorization_id")));
    return all;
  }

  private void addNew(Connection connection, BloomFilter<CharSequence> known) throws SQLException {
    List<String> subjects;
    do {
      subjects =
          new Query(SINCE)
              .withAll(List.of(newest, ROWS))
              .list(
                  connection,
                  row -> {
                    newest = row.getLong("event_seq");
                    return row.getString("subject_id");
                  });
      subjects.stream().filter(IdKind.AUTHORIZATION::hasForm).forEach(known::put);
    } while (subjects.size() == ROWS);
  }

  private static long number(Connection connection, String query) throws SQLException {
    return new Query(query).first(connection, row -> row.getLong(1)).orElseThrow();
  }
}
