package io.cardbeam.console.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.access.Caller.PersonCaller;
import io.cardbeam.console.access.MovableClock;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.audit.AuditEntry;
import io.cardbeam.console.audit.AuditLog;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in, up and out on a real PostgreSQL, by a clock that the test moves. */
class PeopleTest {
  private static final String PASSWORD = "three cats in the snow";
  private static final Visitor HOME = new Visitor("192.0.2.1", "");
  private static final Visitor ELSEWHERE = new Visitor("198.51.100.7", "");
  private static final String CARD = "token-of-a-card-000001";
  private static final String OTHER_CARD = "token-of-a-card-000002";
  private static final LocalDate BORN = LocalDate.of(1980, 2, 29);

  private static BooksOnTrial books;
  private static Database database;

  private final MovableClock clock = new MovableClock();
  private final SecretBox box = new SecretBox(new byte[SecretBox.KEY_BYTES]);
  private People people;

  @BeforeAll
  static void startServer() throws Exception {
    books = BooksOnTrial.start();
    books.issue(CARD, "1486");
    books.issue(OTHER_CARD, "2222");
    database = new Database(books.connection(), Pool.PEOPLE);
  }

  @AfterAll
  static void stopServer() throws IOException {
    database.close();
    books.close();
  }

  @BeforeEach
  void start() throws Exception {
    people = new People(database, box, clock);
    add("ada", Role.ANALYST);
  }

  @AfterEach
  void stop() throws SQLException {
    people.close();
    books.run(
        "TRUNCATE access.app_user, access.user_card, access.user_session, access.password_reset,"
            + " access.failed_attempt CASCADE");
  }

  @Test
  void whoSignsInIsKnownUntilSigningOut() throws Exception {
    SignedIn signedIn = signIn(HOME, "ada", PASSWORD);

    PersonCaller ada = use(signedIn).orElseThrow();
    assertThat(ada.name()).isEqualTo("ada");
    assertThat(ada.role()).isEqualTo(Role.ANALYST);
    assertThat(people.sessions().use(signedIn.sessionId().substring(1))).isEmpty();
    people.signOut(HOME, signedIn.sessionId());
    assertThat(use(signedIn)).isEmpty();
    assertThat(audit()).endsWith("user:ada sign-in done", "user:ada sign-out done");
  }

  @Test
  void aWrongPasswordAndAnUnknownUserAreAnsweredAlike() throws Exception {
    Problem wrong = refused(() -> signIn(HOME, "ada", "not her password"));
    Problem unknown = refused(() -> signIn(HOME, "nobody", PASSWORD));
    Problem noName = refused(() -> signIn(HOME, "x'; --", PASSWORD));

    assertThat(wrong.type()).isEqualTo(ProblemType.UNAUTHORIZED);
    assertThat(unknown).isEqualTo(wrong);
    assertThat(noName).isEqualTo(wrong);
    assertThat(audit()).endsWith("somebody sign-in refused", "somebody sign-in refused");
    assertThat(entries().get(entries().size() - 1).target()).isEqualTo("unknown user");
  }

  @Test
  void whoGuessesWaitsLongerEachTimeAndNobodyElseDoes() throws Exception {
    for (int i = 0; i < Lockouts.Kind.PASSWORD.allowance(); i++) {
      assertThat(refused(() -> signIn(ELSEWHERE, "ada", "wrong")).type())
          .isEqualTo(ProblemType.UNAUTHORIZED);
    }

    Problem waits = refused(() -> signIn(ELSEWHERE, "ada", PASSWORD));
    assertThat(waits.type()).isEqualTo(ProblemType.TOO_MANY_ATTEMPTS);
    assertThat(waits.headers()).containsEntry("Retry-After", "60");
    signIn(HOME, "ada", PASSWORD);

    clock.pass(Duration.ofMinutes(1));
    refused(() -> signIn(ELSEWHERE, "ada", "wrong"));
    assertThat(refused(() -> signIn(ELSEWHERE, "ada", PASSWORD)).headers())
        .containsEntry("Retry-After", "120");
    clock.pass(Duration.ofMinutes(2));
    signIn(ELSEWHERE, "ada", PASSWORD);
    refused(() -> signIn(ELSEWHERE, "ada", "wrong"));
    signIn(ELSEWHERE, "ada", PASSWORD);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "4, 0", "5, 60", "6, 120", "7, 240", "10, 1920", "11, 3600", "1000, 3600"})
  void theWaitDoublesUpToAnHour(int failures, long seconds) {
    assertThat(Lockouts.Kind.PASSWORD.waitAfter(failures, 5))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void aBrowserThatSheSignedInFromIsNotHeldUpByAGuesserInTheSameNetwork() throws Exception {
    SignedIn before = signIn(HOME, "ada", PASSWORD);
    add("eve", Role.CARDHOLDER);
    String evesCookie = signIn(HOME, "eve", PASSWORD).deviceCookie();
    for (int i = 0; i <= Lockouts.Kind.PASSWORD.allowance(); i++) {
      refused(() -> signIn(HOME, "ada", "wrong"));
    }

    assertThat(refused(() -> signIn(HOME, "ada", PASSWORD)).type())
        .isEqualTo(ProblemType.TOO_MANY_ATTEMPTS);
    assertThat(
            refused(() -> signIn(new Visitor(HOME.address(), evesCookie), "ada", PASSWORD)).type())
        .as("a cookie of one's own is no other user's")
        .isEqualTo(ProblemType.TOO_MANY_ATTEMPTS);
    signIn(new Visitor(HOME.address(), before.deviceCookie()), "ada", PASSWORD);
  }

  @Test
  void guessesAtTheSameTimeAreNoMoreThanGuessesOneAfterTheOther() throws Exception {
    int tries = 12;
    ExecutorService guessers = Executors.newFixedThreadPool(tries);
    List<ProblemType> answers = new ArrayList<>();
    try {
      List<Callable<Problem>> work = new ArrayList<>();
      for (int i = 0; i < tries; i++) {
        work.add(() -> refused(() -> signIn(ELSEWHERE, "ada", "wrong")));
      }
      for (Future<Problem> answer : guessers.invokeAll(work)) {
        answers.add(answer.get().type());
      }
    } finally {
      guessers.shutdown();
    }
    assertThat(answers)
        .filteredOn(type -> type == ProblemType.UNAUTHORIZED)
        .hasSize(Lockouts.Kind.PASSWORD.allowance());
  }

  @Test
  void guessingFromManyNetworksLeavesEachOneTryAndTheOwnerIn() throws Exception {
    database.change(
        connection -> {
          for (int i = 0; i < Lockouts.Kind.PASSWORD.attack(); i++) {
            Lockouts.begin(
                connection,
                new Lockouts.Try(Lockouts.Kind.PASSWORD, "ada", "network " + i),
                clock.instant());
          }
        });

    refused(() -> signIn(ELSEWHERE, "ada", "wrong"));
    assertThat(refused(() -> signIn(ELSEWHERE, "ada", PASSWORD)).type())
        .isEqualTo(ProblemType.TOO_MANY_ATTEMPTS);
    signIn(HOME, "ada", PASSWORD);
    database.change(connection -> Users.unlock(connection, "ada"));
    signIn(ELSEWHERE, "ada", PASSWORD);
  }

  @Test
  void theSubscribersWholeNetworkCountsAsOne() {
    assertThat(new Visitor("2001:db8:1:2:3::1", "").network())
        .isEqualTo(new Visitor("2001:db8:1:2:ffff::2", "").network())
        .isNotEqualTo(new Visitor("2001:db8:1:3::1", "").network());
    assertThat(new Visitor("192.0.2.1", "").network()).isEqualTo("192.0.2.1");
  }

  @Test
  void aSessionEndsAfterAQuarterOfAnHourWithoutUse() throws Exception {
    SignedIn signedIn = signIn(HOME, "ada", PASSWORD);

    clock.pass(Sessions.IDLE.minusSeconds(1));
    assertThat(use(signedIn)).isPresent();
    clock.pass(Sessions.IDLE.minusSeconds(1));
    assertThat(people.sessions().look(signedIn.sessionId())).isPresent();
    clock.pass(Duration.ofSeconds(1));
    assertThat(use(signedIn)).as("looking is no use").isEmpty();
  }

  @Test
  void aSessionEndsAfterTwelveHoursHoweverMuchItIsUsed() throws Exception {
    SignedIn signedIn = signIn(HOME, "ada", PASSWORD);

    Duration step = Duration.ofMinutes(10);
    for (Duration age = step; age.compareTo(Sessions.LIFETIME) < 0; age = age.plus(step)) {
      clock.pass(step);
      assertThat(use(signedIn)).as("after " + age).isPresent();
    }
    clock.pass(step);
    assertThat(use(signedIn)).isEmpty();
    people.tidy();
    assertThat(count("access.user_session")).isZero();
  }

  @Test
  void signingInBeginsANewSessionAndEndsTheOneBefore() throws Exception {
    SignedIn first = signIn(HOME, "ada", PASSWORD);
    SignedIn second = people.signIn(HOME, "ada", PASSWORD, "", first.sessionId());

    assertThat(second.sessionId()).isNotEqualTo(first.sessionId());
    assertThat(use(first)).isEmpty();
    assertThat(use(second)).isPresent();
  }

  @Test
  void aSessionEndsWithRoleAndWithBeingLetIn() throws Exception {
    SignedIn asAnalyst = signIn(HOME, "ada", PASSWORD);
    database.change(c -> Users.setRole(c, user("ada"), Role.ADMINISTRATOR));
    assertThat(use(asAnalyst)).isEmpty();

    SignedIn asAdministrator = signIn(HOME, "ada", PASSWORD);
    assertThat(use(asAdministrator).orElseThrow().role()).isEqualTo(Role.ADMINISTRATOR);
    database.change(c -> Users.setDisabled(c, user("ada"), true));
    assertThat(use(asAdministrator)).isEmpty();
    assertThat(refused(() -> signIn(HOME, "ada", PASSWORD)).type())
        .isEqualTo(ProblemType.UNAUTHORIZED);
    database.change(c -> Users.setDisabled(c, user("ada"), false));
    signIn(HOME, "ada", PASSWORD);
  }

  @Test
  void theOldestOfTooManySessionsGivesWay() throws Exception {
    List<SignedIn> all = new ArrayList<>();
    for (int i = 0; i <= Sessions.MAX_OF_USER; i++) {
      all.add(signIn(HOME, "ada", PASSWORD));
      clock.pass(Duration.ofSeconds(1));
    }

    assertThat(use(all.get(0))).isEmpty();
    assertThat(use(all.get(1))).isPresent();
  }

  @Test
  void changingThePasswordEndsAllOtherSessions() throws Exception {
    SignedIn first = signIn(HOME, "ada", PASSWORD);
    SignedIn elsewhere = signIn(ELSEWHERE, "ada", PASSWORD);
    PersonCaller ada = use(first).orElseThrow();

    assertThat(refused(() -> people.changePassword(HOME, ada, "wrong", "a new long secret")).type())
        .isEqualTo(ProblemType.FORBIDDEN);
    assertThat(refused(() -> people.changePassword(HOME, ada, PASSWORD, "password1234")).type())
        .isEqualTo(ProblemType.INVALID_REQUEST);
    SignedIn again = people.changePassword(HOME, ada, PASSWORD, "a new long secret");

    assertThat(use(first)).isEmpty();
    assertThat(use(elsewhere)).isEmpty();
    assertThat(use(again)).isPresent();
    refused(() -> signIn(HOME, "ada", PASSWORD));
    signIn(HOME, "ada", "a new long secret");
  }

  @Test
  void aCodeSetsOnePasswordWithinADay() throws Exception {
    String first = database.transact(c -> Users.reset(c, user("ada"), clock.instant()));
    String code = database.transact(c -> Users.reset(c, user("ada"), clock.instant()));
    signIn(HOME, "ada", PASSWORD);
    String set = "a new long secret";

    assertThat(refused(() -> people.setPassword(HOME, "ada", first, set)).type())
        .isEqualTo(ProblemType.UNAUTHORIZED);
    assertThat(refused(() -> people.setPassword(HOME, "eve", code, set)).type())
        .isEqualTo(ProblemType.UNAUTHORIZED);
    people.setPassword(HOME, "ada", code, set);
    signIn(HOME, "ada", set);
    refused(() -> people.setPassword(HOME, "ada", code, "another long secret"));

    String late = database.transact(c -> Users.reset(c, user("ada"), clock.instant()));
    clock.pass(Users.RESET_LIFETIME);
    refused(() -> people.setPassword(HOME, "ada", late, "another long secret"));
  }

  @Test
  void asksForAOneTimePasswordOnceItIsConfirmedAndTakesEachOnce() throws Exception {
    PersonCaller ada = use(signIn(HOME, "ada", PASSWORD)).orElseThrow();
    refused(() -> people.oneTimePasswords().make(HOME, ada, "wrong"));
    OneTimePasswords.NewSecret made = people.oneTimePasswords().make(HOME, ada, PASSWORD);
    byte[] secret = box.open(user("ada").totpPending().orElseThrow(), user("ada").totpContext());
    assertThat(made.secret()).isEqualTo(Totp.base32(secret));
    signIn(HOME, "ada", PASSWORD);
    refused(() -> people.oneTimePasswords().confirm(HOME, ada, "000000"));
    people.oneTimePasswords().confirm(HOME, ada, Totp.code(secret, clock.instant()));

    Problem missing = refused(() -> signIn(HOME, "ada", PASSWORD));
    assertThat(missing.members()).containsEntry("code_needed", "true");
    assertThat(refused(() -> signIn(HOME, "ada", "wrong")).members()).isEmpty();
    String used = Totp.code(secret, clock.instant());
    refused(() -> people.signIn(HOME, "ada", PASSWORD, used, ""));
    clock.pass(Duration.ofSeconds(30));
    String fresh = Totp.code(secret, clock.instant());
    people.signIn(HOME, "ada", PASSWORD, fresh, "");
    refused(() -> people.signIn(HOME, "ada", PASSWORD, fresh, ""));

    people.oneTimePasswords().remove(HOME, ada, PASSWORD);
    signIn(HOME, "ada", PASSWORD);
  }

  @Test
  void askingForTheCodeIsNoWrongTryAndAWrongCodeIsOne() throws Exception {
    PersonCaller ada = use(signIn(HOME, "ada", PASSWORD)).orElseThrow();
    people.oneTimePasswords().make(HOME, ada, PASSWORD);
    byte[] secret = box.open(user("ada").totpPending().orElseThrow(), user("ada").totpContext());
    people.oneTimePasswords().confirm(HOME, ada, Totp.code(secret, clock.instant()));

    for (int i = 0; i < 3 * Lockouts.Kind.PASSWORD.allowance(); i++) {
      assertThat(refused(() -> signIn(HOME, "ada", PASSWORD)).type())
          .isEqualTo(ProblemType.UNAUTHORIZED);
    }
    for (int i = 0; i < Lockouts.Kind.PASSWORD.allowance(); i++) {
      refused(() -> people.signIn(HOME, "ada", PASSWORD, "00000x", ""));
    }
    assertThat(refused(() -> signIn(HOME, "ada", PASSWORD)).type())
        .isEqualTo(ProblemType.TOO_MANY_ATTEMPTS);
  }

  @Test
  void aHashOfEarlierParametersIsReplacedAtTheNextSignIn() throws Exception {
    books.run(
        "UPDATE access.app_user SET password_hash = "
            + "'$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'");

    signIn(HOME, "ada", "password");

    assertThat(Passwords.isOutdated(user("ada").passwordHash())).isFalse();
    signIn(HOME, "ada", "password");
  }

  @Test
  void aCardholderSignsUpByCardNumberAndDateOfBirth() throws Exception {
    SignedIn signedIn = signUp(HOME, "carl", CARD, BORN, "");

    PersonCaller carl = use(signedIn).orElseThrow();
    assertThat(carl.role()).isEqualTo(Role.CARDHOLDER);
    assertThat(carl.cardTokens()).isEqualTo(Set.of(CARD));
    enrol(carl, OTHER_CARD, BORN);
    assertThat(use(signedIn).orElseThrow().cardTokens()).isEqualTo(Set.of(CARD, OTHER_CARD));
    assertThat(audit()).endsWith("user:carl sign-up done", "user:carl card-enrol done");
  }

  @Test
  void anUnknownCardAndAWrongDateAreAnsweredAlikeAndMakeNoUser() throws Exception {
    Problem wrong = refused(() -> signUp(HOME, "carl", CARD, BORN.plusDays(1), ""));
    Problem unknown = refused(() -> signUp(HOME, "carl", "token-of-no-card-00001", BORN, ""));

    assertThat(unknown).isEqualTo(wrong);
    assertThat(count("access.app_user")).isEqualTo(1);
  }

  @Test
  void whoGuessesADateWaitsWhileTheOwnerSignsUpFromElsewhere() throws Exception {
    for (int i = 1; i <= Lockouts.Kind.ENROLMENT.allowance(); i++) {
      LocalDate guess = BORN.plusDays(i);
      assertThat(refused(() -> signUp(ELSEWHERE, "eve", CARD, guess, "")).type())
          .isEqualTo(ProblemType.FORBIDDEN);
    }

    Problem waits = refused(() -> signUp(ELSEWHERE, "eve", CARD, BORN, ""));
    assertThat(waits.type()).isEqualTo(ProblemType.TOO_MANY_ATTEMPTS);
    assertThat(waits.headers()).containsEntry("Retry-After", "900");
    signUp(HOME, "carl", CARD, BORN, "");
  }

  @Test
  void aCardThatManyGuessAtAsksForThePostalCodeAndLocksNobodyOut() throws Exception {
    for (int i = 0; i < Lockouts.Kind.ENROLMENT.attack(); i++) {
      Visitor guesser = new Visitor("203.0.113." + i, "");
      LocalDate guess = BORN.plusDays(i + 1);
      refused(() -> signUp(guesser, "eve", CARD, guess, ""));
    }

    for (int i = 0; i < 5; i++) {
      Problem more = refused(() -> signUp(HOME, "carl", CARD, BORN, ""));
      assertThat(more.members()).containsEntry("postal_code_needed", "true");
    }
    assertThat(refused(() -> signUp(ELSEWHERE, "eve", CARD, BORN, "1")).type())
        .isEqualTo(ProblemType.FORBIDDEN);
    signUp(HOME, "carl", CARD, BORN, "93650");
  }

  @Test
  void whoGuessesAtManyCardsIsAskedForPostalCodesTooAndNobodyElseIs() throws Exception {
    for (int i = 0; i < Lockouts.Kind.ENROLMENT.attack(); i++) {
      String card = "token-of-no-card-000" + (10 + i);
      refused(() -> signUp(ELSEWHERE, "eve", card, BORN, ""));
    }

    assertThat(refused(() -> signUp(ELSEWHERE, "eve", CARD, BORN, "")).members())
        .containsEntry("postal_code_needed", "true");
    signUp(HOME, "carl", CARD, BORN, "");
  }

  @ParameterizedTest
  @CsvSource({"93650, true", "' 93 650', true", "93651, false", "---, false"})
  void aPostalCodeThatIsGivenMustBeRight(String code, boolean right) throws Exception {
    CardFacts facts = new CardFacts(CARD, BORN, Optional.of(code));
    boolean same = database.transact(facts::areInBooks);
    assertThat(same).isEqualTo(right);
  }

  @Test
  void aCardHasOneUser() throws Exception {
    signUp(HOME, "carl", CARD, BORN, "");

    Problem taken = refused(() -> signUp(HOME, "carla", CARD, BORN, ""));
    assertThat(taken.type()).isEqualTo(ProblemType.CONFLICT);
    assertThat(taken.detail()).contains("enrolled before");
    assertThat(count("access.app_user")).as("no user without a card").isEqualTo(2);
    assertThat(refused(() -> signUp(HOME, "carl", OTHER_CARD, BORN, "")).detail())
        .contains("name is taken");
  }

  @Test
  void noEntryOfTheAuditTrailHoldsASecret() throws Exception {
    signIn(HOME, "ada", PASSWORD);
    refused(() -> signIn(HOME, PASSWORD, PASSWORD));
    signUp(HOME, "carl", CARD, BORN, "93650");

    // Times and hashes may hold any digits.
    assertThat(entries())
        .extracting(e -> String.join(" ", e.actor(), e.action(), e.target(), e.detail()))
        .noneMatch(entry -> entry.contains(PASSWORD) || entry.contains("1980"));
  }

  private void add(String name, Role role) throws SQLException {
    database.change(c -> Users.addWithPassword(c, name, role, PASSWORD, clock.instant()));
  }

  private SignedIn signIn(Visitor visitor, String name, String password) throws Exception {
    return people.signIn(visitor, name, password, "", "");
  }

  private SignedIn signUp(Visitor visitor, String name, String card, LocalDate born, String postal)
      throws Exception {
    return people
        .enrolment()
        .signUp(visitor, name, PASSWORD, new Enrolment.Shown(card, born, given(postal)));
  }

  private void enrol(PersonCaller person, String card, LocalDate born) throws Exception {
    people.enrolment().enrol(HOME, person, new Enrolment.Shown(card, born, Optional.empty()));
  }

  private static Optional<String> given(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private Optional<PersonCaller> use(SignedIn signedIn) throws SQLException {
    return people.sessions().use(signedIn.sessionId());
  }

  private static User user(String name) throws SQLException {
    return database.<Optional<User>>transact(c -> Users.find(c, name)).orElseThrow();
  }

  private interface Refusable {
    void run() throws Exception;
  }

  private static Problem refused(Refusable work) {
    RefusedException refused = catchThrowableOfType(RefusedException.class, work::run);
    assertThat(refused).as("it was not refused").isNotNull();
    return refused.problem();
  }

  private static List<AuditEntry> entries() throws SQLException {
    return database.transact(
        c -> AuditLog.list(c, new AuditLog.Question("", "", Instant.EPOCH, 1_000)));
  }

  private static List<String> audit() throws SQLException {
    return entries().stream()
        .map(entry -> entry.actor() + " " + entry.action() + " " + entry.result())
        .toList();
  }

  private static long count(String table) throws SQLException {
    return database.transact(
        c -> {
          try (var statement = c.createStatement();
              var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }
}
