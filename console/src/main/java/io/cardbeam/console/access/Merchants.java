package io.cardbeam.console.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Merchants in PostgreSQL; each call is part of the caller's transaction. */
public final class Merchants {
  private static final String ADD =
      """
      INSERT INTO access.merchant (merchant_name, category, currency, timeout_millis,
        rate_per_second, burst, is_active, merchant_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;
  private static final String SET =
      """
      UPDATE access.merchant SET merchant_name = ?, category = ?, currency = ?, timeout_millis = ?,
        rate_per_second = ?, burst = ?, is_active = ?
      WHERE merchant_id = ?
      """;
  private static final String FORGET_LIMITS =
      "DELETE FROM access.approval_limit WHERE merchant_id = ?";
  private static final String ADD_LIMIT = "INSERT INTO access.approval_limit VALUES (?, ?, ?)";
  private static final String LIMITS =
      "SELECT merchant_id, currency, limit_minor FROM access.approval_limit";
  private static final String ALL =
      """
      SELECT merchant_id, merchant_name, category, currency, timeout_millis, rate_per_second, burst,
        is_active
      FROM access.merchant ORDER BY merchant_id
      """;

  private Merchants() {}

  /** Adds a merchant; false if there is one of this id. */
  public static boolean add(Connection connection, MerchantSettings merchant) throws SQLException {
    return store(connection, ADD, merchant);
  }

  /** Changes a merchant; false if there is none of this id. */
  public static boolean set(Connection connection, MerchantSettings merchant) throws SQLException {
    return store(connection, SET, merchant);
  }

  private static boolean store(Connection connection, String sql, MerchantSettings merchant)
      throws SQLException {
    try (PreparedStatement change = connection.prepareStatement(sql)) {
      int column = 0;
      change.setString(++column, merchant.name());
      change.setString(++column, merchant.category());
      change.setString(++column, merchant.currency());
      change.setInt(++column, merchant.timeoutMillis());
      change.setInt(++column, merchant.rate().perSecond());
      change.setInt(++column, merchant.rate().burst());
      change.setBoolean(++column, merchant.active());
      change.setString(++column, merchant.id());
      if (change.executeUpdate() == 0) {
        return false;
      }
    }
    try (PreparedStatement forget = connection.prepareStatement(FORGET_LIMITS)) {
      forget.setString(1, merchant.id());
      forget.executeUpdate();
    }
    try (PreparedStatement add = connection.prepareStatement(ADD_LIMIT)) {
      for (Map.Entry<String, Long> limit : merchant.approvalLimits().entrySet()) {
        add.setString(1, merchant.id());
        add.setString(2, limit.getKey());
        add.setLong(3, limit.getValue());
        add.addBatch();
      }
      add.executeBatch();
    }
    return true;
  }

  /** The merchant of this id. */
  public static Optional<MerchantSettings> find(Connection connection, String id)
      throws SQLException {
    return list(connection).stream().filter(merchant -> merchant.id().equals(id)).findFirst();
  }

  /** All merchants, by id. */
  public static List<MerchantSettings> list(Connection connection) throws SQLException {
    Map<String, Map<String, Long>> limits = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(LIMITS);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        limits
            .computeIfAbsent(rows.getString("merchant_id"), id -> new HashMap<>())
            .put(rows.getString("currency"), rows.getLong("limit_minor"));
      }
    }
    List<MerchantSettings> merchants = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(ALL);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        String id = rows.getString("merchant_id");
        merchants.add(
            new MerchantSettings(
                id,
                rows.getString("merchant_name"),
                rows.getString("category"),
                rows.getString("currency"),
                rows.getInt("timeout_millis"),
                limits.getOrDefault(id, Map.of()),
                new Rate(rows.getInt("rate_per_second"), rows.getInt("burst")),
                rows.getBoolean("is_active")));
      }
    }
    return merchants;
  }
}
