package io.cardbeam.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.console.access.ApiKey;
import io.cardbeam.console.access.ApiKeys;
import io.cardbeam.console.access.KeyKind;
import io.cardbeam.console.access.MerchantSettings;
import io.cardbeam.console.access.Merchants;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.access.Scope;
import io.cardbeam.console.audit.AuditTrail;
import io.cardbeam.console.audit.AuditTrail.By;
import io.cardbeam.console.audit.AuditTrail.Result;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.people.Users;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.files.OwnerOnly;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may use the demo: an administrator, an analyst, a cardholder with the sample's card, the
 * sample's merchant with a key, and an issuer's key. Made at the first start, with passwords at
 * random; they are kept in files that their owner alone can read.
 */
final class DemoAccess {
  private static final String USERS = "demo-users.txt";
  private static final String ISSUER_KEY = "issuer.key";
  private static final String ISSUER = "demo-bank";
  private static final String PASSWORD_CHARS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int PASSWORD_GROUPS = 4;
  private static final int GROUP_CHARS = 5;

  private final Secrets secrets;
  private final Path merchantKey;
  private final List<String> made;

  private DemoAccess(Secrets secrets, Path merchantKey, List<String> made) {
    this.secrets = secrets;
    this.merchantKey = merchantKey;
    this.made = List.copyOf(made);
  }

  /**
   * Makes what is not there yet.
   *
   * @param sample a payment that should be approved: its card is the cardholder's, its merchant the
   *     one with a key; empty for a merchant of the demo's own and a cardholder without a card
   * @throws IOException if the database or a file can't be written
   */
  static DemoAccess make(
      Secrets secrets, BooksConnection books, Optional<SampleCards.Sample> sample)
      throws IOException {
    ConsoleSchema.ACCESS.migrate(books);
    MerchantSettings merchant = sample.map(s -> merchant(s.like())).orElseGet(DemoAccess::ownShop);
    Path merchantKey = secrets.file("merchant-" + merchant.id() + ".key");
    List<String> made = new ArrayList<>();
    try (Database database = new Database(books, Pool.COMMAND)) {
      for (Role role : List.of(Role.ADMINISTRATOR, Role.ANALYST, Role.CARDHOLDER)) {
        String password = password();
        if (database.transact(connection -> add(connection, role, password, sample))) {
          made.add(String.format("%-14s %s", role.text(), password));
        }
      }
      if (!made.isEmpty()) {
        write(secrets.file(USERS), String.join("\n", made) + "\n");
      }
      if (!Files.exists(merchantKey)) {
        database.change(connection -> Merchants.add(connection, merchant));
        EnumSet<Scope> all = EnumSet.copyOf(KeyKind.MERCHANT.standardScopes());
        all.add(Scope.DECISION_DETAIL);
        write(merchantKey, key(database, KeyKind.MERCHANT, merchant.id(), all));
      }
      if (!Files.exists(secrets.file(ISSUER_KEY))) {
        write(
            secrets.file(ISSUER_KEY),
            key(database, KeyKind.ISSUER, ISSUER, KeyKind.ISSUER.standardScopes()));
      }
    } catch (SQLException e) {
      throw new IOException("users and keys of the demo can't be made: " + e.getMessage(), e);
    }
    return new DemoAccess(secrets, merchantKey, made);
  }

  /** Where the merchant's key is. */
  Path merchantKeyFile() {
    return merchantKey;
  }

  /** Tells who may sign in: with the passwords at the first start, and where they are after it. */
  void tell(PrintWriter out) {
    Path users = secrets.file(USERS);
    if (made.isEmpty()) {
      out.println("               users and passwords are in " + users);
    } else {
      out.println("               sign in as (also in " + users + "):");
      made.forEach(user -> out.println("                 " + user));
    }
    out.println("               the issuer's key is in " + secrets.file(ISSUER_KEY));
    out.flush();
  }

  private static boolean add(
      Connection connection, Role role, String password, Optional<SampleCards.Sample> sample)
      throws SQLException {
    Instant now = Instant.now();
    if (!Users.addWithPassword(connection, role.text(), role, password, now)) {
      return false;
    }
    if (role == Role.CARDHOLDER && sample.isPresent()) {
      long id = Users.find(connection, role.text()).orElseThrow().id();
      Users.addCard(connection, id, sample.get().like().getCardToken(), now);
    }
    AuditTrail.append(
        connection, By.command(), "user-add", "user:" + role.text(), Result.DONE, "for the demo");
    return true;
  }

  private static String key(Database database, KeyKind kind, String owner, Set<Scope> scopes)
      throws SQLException {
    return database.transact(
        connection -> {
          ApiKey.Made key = ApiKeys.create(connection, kind, owner, scopes, Optional.empty());
          AuditTrail.append(
              connection,
              By.command(),
              "key-create",
              "key:" + key.id(),
              Result.DONE,
              kind.text() + " " + owner + ", for the demo");
          return key.text();
        });
  }

  private static MerchantSettings merchant(AuthorizationRequest like) {
    return MerchantSettings.of(
        like.getMerchantId(), like.getMerchantName(), like.getCategory(), like.getCurrency());
  }

  private static MerchantSettings ownShop() {
    return MerchantSettings.of("demo-shop", "Demo Shop", "grocery_pos", "USD");
  }

  private static String password() {
    SecureRandom random = new SecureRandom();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < PASSWORD_GROUPS * GROUP_CHARS; i++) {
      text.append(i > 0 && i % GROUP_CHARS == 0 ? "-" : "");
      text.append(PASSWORD_CHARS.charAt(random.nextInt(PASSWORD_CHARS.length())));
    }
    return text.toString();
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(OwnerOnly.file(file), text, UTF_8);
  }
}
