package io.cardbeam.bench.warehouse;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.Reason;
import io.cardbeam.lake.LakeFileReader;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The decisions of an Avro file as a flat Parquet file, which every SQL engine reads: {@code
 * request_id, outcome, fraud_probability, reason_codes, reasons, policy_version, model_version}.
 * The reasons are joined as the star has them, the codes by a comma and the texts by a semicolon.
 *
 * <p>The decisions are in memory meanwhile, about 200 bytes each.
 */
public final class DecisionsTable {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final String TABLE =
      """
      CREATE TABLE decisions (
        request_id VARCHAR, outcome VARCHAR, fraud_probability DOUBLE, reason_codes VARCHAR,
        reasons VARCHAR, policy_version VARCHAR, model_version VARCHAR)
      """;

  private DecisionsTable() {}

  /**
   * Writes the table.
   *
   * @param decisions Avro file of {@link AuthorizationDecision}, as {@code classify} writes it
   * @param parquet file to write; one that is there is replaced
   * @return rows written
   * @throws IOException if the file of decisions can't be read
   * @throws SQLException if the table can't be written
   */
  public static long write(Path decisions, Path parquet) throws IOException, SQLException {
    try (DuckDBConnection duckDb =
            DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
        Statement statement = duckDb.createStatement()) {
      statement.execute(TABLE);
      long rows = fill(duckDb, decisions);
      statement.execute(
          "COPY decisions TO "
              + SqlLiteral.of(parquet.toAbsolutePath().toString())
              + " (FORMAT parquet, COMPRESSION zstd)");
      return rows;
    }
  }

  private static long fill(DuckDBConnection duckDb, Path decisions)
      throws IOException, SQLException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(decisions), BUFFER_BYTES);
        LakeFileReader reader = new LakeFileReader(EventType.AUTHORIZATION_DECISION, in);
        DuckDBAppender appender =
            duckDb.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "decisions")) {
      for (Optional<Event> next = reader.next(); next.isPresent(); next = reader.next()) {
        append(next.get().body(AuthorizationDecision.class), appender);
      }
      return reader.read();
    }
  }

  private static void append(AuthorizationDecision decision, DuckDBAppender appender)
      throws SQLException {
    appender.beginRow();
    appender.append(decision.getRequestId());
    appender.append(decision.getOutcome().name());
    appender.append(decision.getFraudProbability());
    appender.append(joined(decision.getReasons(), Reason::getCode, ","));
    appender.append(joined(decision.getReasons(), Reason::getText, "; "));
    appender.append(decision.getPolicyVersion());
    appender.append(decision.getModelVersion());
    appender.endRow();
  }

  private static String joined(
      List<Reason> reasons, Function<Reason, String> part, String separator) {
    return reasons.stream().map(part).collect(Collectors.joining(separator));
  }
}
