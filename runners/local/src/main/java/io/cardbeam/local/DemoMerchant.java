package io.cardbeam.local;

import io.cardbeam.console.access.AccessDatabase;
import io.cardbeam.console.access.AccessMigration;
import io.cardbeam.console.access.ApiKey;
import io.cardbeam.console.access.ApiKeys;
import io.cardbeam.console.access.KeyKind;
import io.cardbeam.console.access.MerchantSettings;
import io.cardbeam.console.access.Merchants;
import io.cardbeam.console.access.Scope;
import io.cardbeam.pipeline.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The merchant whose payments one can try in a demo, made at its first start. */
final class DemoMerchant {
  private static final String ID = "demo-shop";

  private DemoMerchant() {}

  /**
   * The file with the merchant's key, for its owner alone.
   *
   * @throws IOException if it can't be made
   */
  static Path keyFile(DemoStage stage) throws IOException {
    Path file = stage.data().secrets().merchantKeyFile();
    if (!Files.exists(file)) {
      AccessMigration.migrate(stage.books());
      try (AccessDatabase database = new AccessDatabase(stage.books())) {
        Files.writeString(OwnerOnly.file(file), makeKey(database).text() + System.lineSeparator());
      } catch (SQLException e) {
        throw new IOException("the demo's merchant can't be made: " + e.getMessage(), e);
      }
    }
    return file;
  }

  private static ApiKey.Made makeKey(AccessDatabase database) throws SQLException {
    MerchantSettings shop = MerchantSettings.of(ID, "Demo Shop", "shopping_net", "USD");
    Set<Scope> scopes = EnumSet.copyOf(KeyKind.MERCHANT.standardScopes());
    scopes.add(Scope.DECISION_DETAIL);
    return database.transact(
        connection -> {
          Merchants.add(connection, shop);
          return ApiKeys.create(connection, KeyKind.MERCHANT, ID, scopes, Optional.empty());
        });
  }
}
