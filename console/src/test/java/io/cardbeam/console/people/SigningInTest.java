package io.cardbeam.console.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.access.Caller.PersonCaller;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who signs in by password, and what guessers meet. */
class SigningInTest extends PeopleOnTrial {
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
  void aHashOfEarlierParametersIsReplacedAtTheNextSignIn() throws Exception {
    books.run(
        "UPDATE access.app_user SET password_hash = "
            + "'$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'");

    signIn(HOME, "ada", "password");

    assertThat(Passwords.isOutdated(user("ada").passwordHash())).isFalse();
    signIn(HOME, "ada", "password");
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
}
