package io.cardbeam.console;

import io.cardbeam.console.access.ApiKey;
import io.cardbeam.console.access.ApiKeys;
import io.cardbeam.console.access.KeyKind;
import io.cardbeam.console.access.MerchantSettings;
import io.cardbeam.console.access.Merchants;
import io.cardbeam.console.access.Rate;
import io.cardbeam.console.access.Scope;
import io.cardbeam.console.database.Database;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes merchants and keys that a running console knows a moment later. */
final class TestKeys {
  /** A merchant whose requests are declined by default. */
  static final MerchantSettings SHOP =
      patient("m-1", "Shop", "shopping_net", new Rate(10_000, 10_000));

  /** A merchant with 300 milliseconds until the default, which approves up to 10 USD. */
  static final MerchantSettings TRUSTING =
      new MerchantSettings(
          "m-2",
          "Trusting",
          "shopping_net",
          "USD",
          300,
          Map.of("USD", 1_000L),
          new Rate(10_000, 10_000),
          true);

  private final Database database;

  TestKeys(Database database) {
    this.database = database;
  }

  /** A merchant for whom no decision comes too late, however busy the machine is. */
  static MerchantSettings patient(String id, String name, String category, Rate rate) {
    return new MerchantSettings(
        id, name, category, "USD", MerchantSettings.MAX_TIMEOUT_MILLIS, Map.of(), rate, true);
  }

  /** A new merchant's key with all scopes but details. */
  String merchant(MerchantSettings settings) throws SQLException {
    database.change(connection -> Merchants.add(connection, settings));
    return of(KeyKind.MERCHANT, settings.id());
  }

  /** A key with the scopes that are usual for its kind. */
  String of(KeyKind kind, String owner) throws SQLException {
    return of(kind, owner, kind.standardScopes());
  }

  /** A key of a merchant that may see details as well. */
  String detailed(String merchantId) throws SQLException {
    Set<Scope> scopes = EnumSet.copyOf(KeyKind.MERCHANT.standardScopes());
    scopes.add(Scope.DECISION_DETAIL);
    return of(KeyKind.MERCHANT, merchantId, scopes);
  }

  private String of(KeyKind kind, String owner, Set<Scope> scopes) throws SQLException {
    return database.transact(
        connection -> ApiKeys.create(connection, kind, owner, scopes, Optional.empty()).text());
  }

  /** Ends a key at once. */
  void revoke(String key) throws SQLException {
    database.change(
        connection -> {
          for (ApiKey known : ApiKeys.list(connection)) {
            if (key.startsWith(known.prefix())) {
              ApiKeys.revoke(connection, known.id(), Instant.now());
            }
          }
        });
  }
}
