package io.cardbeam.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyRingTest {
  private static final MerchantSettings SHOP =
      MerchantSettings.of("m-1", "Kaffeehaus", "food_dining", "USD");

  /** After which keys are read again in any case: so long that only what it hears counts here. */
  private static final Duration NOT_IN_THIS_TEST = Duration.ofHours(1);

  private static final Duration OFTEN = Duration.ofMillis(100);
  private static final Duration SOON = Duration.ofMinutes(1);

  private final MovableClock clock = new MovableClock();
  private BooksOnTrial books;
  private Database database;
  private KeyRing ring;

  @BeforeEach
  void start() throws Exception {
    books = BooksOnTrial.start();
    database = new Database(books.connection(), Pool.PEOPLE);
    database.change(c -> Merchants.add(c, SHOP));
    ring = KeyRing.start(books.connection(), clock, NOT_IN_THIS_TEST);
  }

  @AfterEach
  void stop() throws IOException {
    ring.close();
    database.close();
    books.close();
  }

  @Test
  void knowsANewKeyAndForgetsARevokedOneAsSoonAsItHearsOfIt() throws Exception {
    ApiKey.Made made = merchantKey(Optional.empty());
    await(SOON, () -> ring.find(made.text()).isPresent());

    KeyRing.Found found = ring.find(made.text()).orElseThrow();
    assertThat(found.rate()).isEqualTo(Rate.STANDARD);
    assertThat(found.caller())
        .isEqualTo(new Caller.MerchantCaller(made.id(), KeyKind.MERCHANT.standardScopes(), SHOP));
    assertThat(made.text()).matches("cb_m_[A-Za-z0-9_-]{43}");
    assertThat(made.toString()).doesNotContain(made.text());

    assertThat(revoke(made)).isTrue();
    await(SOON, () -> ring.find(made.text()).isEmpty());
    assertThat(revoke(made)).isFalse();
  }

  @Test
  void theDatabaseHoldsNoKey() throws Exception {
    ApiKey.Made made = merchantKey(Optional.empty());
    String row =
        database.transact(
            c -> {
              try (var rows =
                  c.createStatement().executeQuery("SELECT k::text FROM access.api_key k")) {
                rows.next();
                return rows.getString(1);
              }
            });
    assertThat(row).contains(made.id()).doesNotContain(made.text().substring(11));
  }

  @Test
  void twoKeysWorkDuringARotationAndNotMore() throws Exception {
    ApiKey.Made old = merchantKey(Optional.of(new Rate(5, 7)));
    ApiKey.Made next =
        database
            .transact(c -> ApiKeys.rotate(c, old.id(), clock.instant().plus(Duration.ofHours(24))))
            .orElseThrow();
    await(SOON, () -> ring.find(next.text()).isPresent());
    assertThat(ring.find(old.text())).isPresent();
    assertThat(ring.find(next.text()).orElseThrow().rate()).isEqualTo(new Rate(5, 7));

    Optional<ApiKey.Made> third =
        database.transact(c -> ApiKeys.rotate(c, old.id(), clock.instant()));
    assertThat(third).isEmpty();
    clock.pass(Duration.ofHours(24));
    assertThat(ring.find(old.text())).isEmpty();
    assertThat(ring.find(next.text())).isPresent();
  }

  @Test
  void theKeysOfAMerchantThatIsNotActiveDoNotWork() throws Exception {
    ApiKey.Made made = merchantKey(Optional.empty());
    await(SOON, () -> ring.find(made.text()).isPresent());

    MerchantSettings off =
        new MerchantSettings(
            "m-1",
            "Kaffeehaus",
            "food_dining",
            "USD",
            500,
            Map.of("USD", 500L),
            new Rate(1, 2),
            false);
    database.change(c -> Merchants.set(c, off));
    await(SOON, () -> ring.find(made.text()).isEmpty());
    MerchantSettings on =
        new MerchantSettings(
            "m-1",
            "Kaffeehaus",
            "food_dining",
            "USD",
            500,
            Map.of("USD", 500L),
            new Rate(1, 2),
            true);
    database.change(c -> Merchants.set(c, on));
    await(SOON, () -> ring.find(made.text()).isPresent());
    Caller.KeyCaller caller = ring.find(made.text()).orElseThrow().caller();
    assertThat(caller).isInstanceOf(Caller.MerchantCaller.class);
    assertThat(((Caller.MerchantCaller) caller).settings()).isEqualTo(on);
    Optional<MerchantSettings> stored = database.transact(c -> Merchants.find(c, "m-1"));
    assertThat(stored).contains(on);
  }

  @Test
  void goesOnWithTheKeysItKnowsWhilePostgresIsDown() throws Exception {
    ApiKey.Made made = merchantKey(Optional.empty());
    try (KeyRing eager = KeyRing.start(books.connection(), clock, OFTEN)) {
      assertThat(eager.find(made.text())).isPresent();

      books.close();

      long end = System.nanoTime() + OFTEN.multipliedBy(20).toNanos();
      while (System.nanoTime() < end) {
        assertThat(eager.find(made.text())).isPresent();
        LockSupport.parkNanos(OFTEN.toNanos());
      }
    }
    assertThatThrownBy(() -> KeyRing.start(books.connection(), clock))
        .isInstanceOf(SQLException.class);
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void givesAKeyOnlyScopesOfItsKind(KeyKind kind) throws Exception {
    String owner = kind == KeyKind.MERCHANT ? "m-1" : "bank";
    for (Scope scope : Scope.values()) {
      if (kind.allows(scope)) {
        database.change(c -> ApiKeys.create(c, kind, owner, Set.of(scope), Optional.empty()));
      } else {
        assertThatThrownBy(
                () ->
                    database.change(
                        c -> ApiKeys.create(c, kind, owner, Set.of(scope), Optional.empty())))
            .hasMessageContaining(scope.text());
      }
    }
  }

  @Test
  void onlyAMerchantThatThereIsGetsAKey() {
    assertThatThrownBy(
            () ->
                database.change(
                    c -> ApiKeys.create(c, KeyKind.MERCHANT, "nobody", Set.of(), Optional.empty())))
        .isInstanceOf(SQLException.class);
  }

  private ApiKey.Made merchantKey(Optional<Rate> rate) throws SQLException {
    return database.transact(
        c -> ApiKeys.create(c, KeyKind.MERCHANT, "m-1", KeyKind.MERCHANT.standardScopes(), rate));
  }

  private boolean revoke(ApiKey.Made made) throws SQLException {
    return database.transact(c -> ApiKeys.revoke(c, made.id(), clock.instant()));
  }

  private static void await(Duration atMost, BooleanSupplier holds) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("did not come about in " + atMost).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }
}
