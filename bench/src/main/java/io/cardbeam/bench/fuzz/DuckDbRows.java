package io.cardbeam.bench.fuzz;

import io.cardbeam.csv.BadRowException;
import io.cardbeam.csv.DelimitedRows;
import io.cardbeam.csv.FormOptions;
import io.cardbeam.event.AuthorizationRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file as DuckDB reads them: time and amount by transaction number. Where DuckDB
 * can't read a file, a row or a value, it tells nothing.
 */
final class DuckDbRows {
  private static final List<String> COLUMNS = List.of("trans_num", "trans_date_trans_time", "amt");

  private DuckDbRows() {}

  private record Value(String time, String minor) {}

  /**
   * Compares accepted rows.
   *
   * @param text of the file, UTF-8
   * @throws BrokenLawException if a row that both read has another time or amount
   */
  static void requireSame(byte[] text, List<AuthorizationRequest> requests) throws Exception {
    Map<String, List<Value>> rows = read(text);
    Map<String, Long> times =
        requests.stream()
            .collect(
                Collectors.groupingBy(AuthorizationRequest::getRequestId, Collectors.counting()));
    for (AuthorizationRequest request : requests) {
      List<Value> same = rows.getOrDefault(request.getRequestId(), List.of());
      if (same.size() == 1 && times.getOrDefault(request.getRequestId(), 0L) == 1) {
        Value value = same.get(0);
        String millis = String.valueOf(request.getEventTime().toEpochMilli());
        BrokenLawException.require(
            value.time().isEmpty() || value.time().equals(millis), "DuckDB reads another time");
        BrokenLawException.require(
            value.minor().isEmpty()
                || value.minor().equals(String.valueOf(request.getAmountMinor())),
            "DuckDB reads another amount");
      }
    }
  }

  private static Map<String, List<Value>> read(byte[] text) throws IOException {
    Map<String, List<Value>> rows = new HashMap<>();
    try (DelimitedRows file =
        DelimitedRows.open(new ByteArrayInputStream(text), FormOptions.NONE)) {
      List<String> header =
          file.header().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
      if (!header.containsAll(COLUMNS)) {
        return rows;
      }
      Path path = Files.createTempFile("fuzz", ".csv");
      try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
          PreparedStatement query = duckdb.prepareStatement(query(header))) {
        Files.write(path, text);
        query.setString(1, path.toString());
        query.setString(2, String.valueOf(file.separator()));
        try (ResultSet result = query.executeQuery()) {
          while (result.next()) {
            rows.computeIfAbsent(orEmpty(result.getString("id")), id -> new ArrayList<>())
                .add(
                    new Value(
                        orEmpty(result.getString("millis")), orEmpty(result.getString("minor"))));
          }
        }
      } catch (SQLException unreadable) {
        rows.clear();
      } finally {
        Files.delete(path);
      }
    } catch (BadRowException otherwiseWithoutItsMark) {
      return Map.of();
    }
    return rows;
  }

  private static String query(List<String> header) {
    return """
        SELECT trim(trans_num) AS id,
               epoch_ms(try_cast(trans_date_trans_time AS TIMESTAMP)) AS millis,
               CAST(100 * try_cast(amt AS DECIMAL(18, 2)) AS BIGINT) AS minor
        FROM read_csv(?, delim = ?, quote = '"', escape = '"', header = true, all_varchar = true,
                      ignore_errors = true, auto_detect = false, columns =\
        """
        + ' '
        + columns(header)
        + ')';
  }

  /** Names by place, so that a damaged header is no name to be quoted. */
  private static String columns(List<String> header) {
    StringBuilder columns = new StringBuilder("{");
    for (int i = 0; i < header.size(); i++) {
      String name = COLUMNS.contains(header.get(i)) ? header.get(i) : "other" + i;
      columns.append(i == 0 ? "'" : ", '").append(name).append("': 'VARCHAR'");
    }
    return columns.append('}').toString();
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
