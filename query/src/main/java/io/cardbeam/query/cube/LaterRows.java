package io.cardbeam.query.cube;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.star.FixedDimension;
import io.cardbeam.star.StarTable;
import io.cardbeam.table.DimDate;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL has and a star does not: the rows that were stored since it was built, and those
 * that came late.
 *
 * <p>The border is exact, because it is the set of keys of the star: a row of PostgreSQL whose key
 * is in the star, or was taken before, is not taken, and every other is. All keys are compared when
 * a star is opened. After that only rows are looked at that were stored by a transaction which the
 * snapshot before may not have seen ({@code stored_by} is not below its {@code xmin}), so a row
 * that was stored early and committed late is not missed.
 *
 * <p>A row has the version of its card's holder and home that the star has for its event time; of a
 * card that the star does not know, the newest that PostgreSQL has. Labels that came since hold for
 * these rows, and so do a request and a purchase that were stored after a transaction that names
 * them. The rows of the star stay as they were built.
 *
 * <p>{@link #read} takes its time and changes nothing that answers: it leaves what it read in a
 * transaction, which {@link #take} commits, so that no question waits for it. {@code take} is for
 * the thread that asks the cube.
 */
public final class LaterRows implements AutoCloseable {
  /** Most rows that are kept in memory, some 400 bytes each. */
  public static final long MAX_ROWS = 1_000_000;

  private final Cube cube;
  private final StarDatabase reading;
  private final StagedRows staged;
  private String since = StagedRows.FROM_THE_BEGINNING;
  private String next = StagedRows.FROM_THE_BEGINNING;
  private Freshness read;
  private boolean isPrepared;
  private Map<Dimension, Members> numbered = Map.of();
  private volatile Freshness freshness;

  /**
   * Beside a cube.
   *
   * @param star that the cube is of
   */
  public LaterRows(Cube cube, StarDatabase star) throws QueryException, IOException {
    this(cube, star, MAX_ROWS);
  }

  /**
   * The same with another limit.
   *
   * @param maxRows most rows that are kept
   */
  public LaterRows(Cube cube, StarDatabase star, long maxRows) throws QueryException, IOException {
    this.cube = cube;
    cube.number();
    this.reading = star.beside();
    this.staged = new StagedRows(reading, maxRows);
    this.read = freshness(Optional.empty());
    this.freshness = read;
  }

  /** What is in now. */
  public Freshness freshness() {
    return freshness;
  }

  /**
   * Reads what is new, in one snapshot.
   *
   * @param books whose transaction this ends
   * @param now for {@link Freshness#asOf}
   * @throws QueryException if there is too much of it
   * @throws SQLException if PostgreSQL can't be read
   */
  public void read(Connection books, Instant now) throws QueryException, IOException, SQLException {
    takeBack(); // what was read before and not taken
    next =
        staged.read(books, since, freshness.laterAuthorizations() + freshness.laterTransactions());
    try {
      if (!staged.isEmpty()) {
        prepare();
      }
      read = freshness(Optional.of(now));
    } catch (QueryException | IOException e) {
      takeBack();
      throw e;
    }
  }

  /** Adds what was read, in a transaction that nobody else sees. */
  private void prepare() throws QueryException, IOException {
    Set<StarTable> grown = EnumSet.noneOf(StarTable.class);
    reading.execute("BEGIN TRANSACTION");
    isPrepared = true;
    addMembers(grown);
    numbered = cube.number(reading, grown);
    takeOutCompleted();
    for (CubeFact fact : CubeFact.values()) {
      String later = CubeTables.later(fact.table());
      reading.execute(
          """
          INSERT INTO %s BY NAME
          SELECT %s, coalesce(c.customer_key, 0) AS customer_key,
            coalesce(a.address_key, 0) AS address_key
          FROM %s s
          LEFT JOIN cube_dim_customer c ON c.card_token = s.card_token
            AND s.event_time >= c.valid_from AND s.event_time < c.valid_to
          LEFT JOIN cube_dim_address a ON a.card_token = s.card_token
            AND s.event_time >= a.valid_from AND s.event_time < a.valid_to
          """
              .formatted(later, ofStaged(fact.table()), fact.stagedTable()));
      CodedFacts.add(reading, fact);
      for (String table : List.of(later, CodedFacts.later(fact))) {
        reading.execute(
            """
            UPDATE %1$s AS f SET is_fraud = l.is_fraud FROM staged_label l
            WHERE l.authorization_key = f.authorization_key AND f.is_fraud <> l.is_fraud
            """
                .formatted(table));
      }
    }
  }

  /** Rows that are read again take the place of what they were without what they name. */
  private void takeOutCompleted() throws QueryException {
    CubeFact fact = CubeFact.transaction;
    for (String table : List.of(CubeTables.later(fact.table()), CodedFacts.later(fact))) {
      reading.execute(
          "DELETE FROM %1$s WHERE %2$s IN (SELECT %2$s FROM %3$s)"
              .formatted(table, fact.table().keyColumn(), fact.stagedTable()));
    }
  }

  /** Adds what was read to the cube; gives whether that was anything. */
  public boolean take() throws QueryException {
    boolean isMore = isPrepared;
    if (isMore) {
      reading.execute("COMMIT");
      isPrepared = false;
      cube.added(numbered);
    }
    since = next;
    freshness = read;
    return isMore;
  }

  private void takeBack() throws QueryException {
    if (isPrepared) {
      isPrepared = false;
      reading.execute("ROLLBACK");
    }
  }

  private static String ofStaged(StarTable fact) {
    return "s." + LaterSql.columnsOf(fact).replace(", ", ", s.");
  }

  private void addMembers(Set<StarTable> grown) throws QueryException, IOException {
    for (Map.Entry<StarTable, String> members : LaterMembers.BY_TABLE.entrySet()) {
      StarTable table = members.getKey();
      long before = count(CubeTables.later(table));
      reading.execute("INSERT INTO " + CubeTables.later(table) + " BY NAME " + members.getValue());
      if (count(CubeTables.later(table)) > before) {
        grown.add(table);
      }
    }
    for (int year : missingYears()) {
      for (DimDate day : FixedDimension.daysOf(year).toList()) {
        reading.execute(LaterMembers.day(day));
      }
      grown.add(StarTable.DIM_DATE);
    }
  }

  private List<Integer> missingYears() throws QueryException, IOException {
    List<Integer> years = new ArrayList<>();
    for (List<@Nullable Object> row : reading.rows(LaterMembers.MISSING_YEARS, List.of())) {
      years.add(Math.toIntExact((Long) Objects.requireNonNull(row.get(0))));
    }
    return years;
  }

  private long count(String table) throws QueryException, IOException {
    return (Long)
        Objects.requireNonNull(
            reading.rows("SELECT count(*) FROM " + table, List.of()).get(0).get(0));
  }

  private Freshness freshness(Optional<Instant> asOf) throws QueryException, IOException {
    List<@Nullable Object> row =
        reading
            .rows(
                """
                SELECT (SELECT max(latest_event_time) FROM control_total),
                  (SELECT count(*) FROM later_fact_authorization),
                  (SELECT count(*) FROM later_fact_transaction)
                """,
                List.of())
            .get(0);
    return new Freshness(
        Optional.ofNullable((Instant) row.get(0)),
        (Long) Objects.requireNonNull(row.get(1)),
        (Long) Objects.requireNonNull(row.get(2)),
        asOf);
  }

  @Override
  public void close() {
    reading.close();
  }
}
