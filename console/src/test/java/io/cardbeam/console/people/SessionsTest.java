package io.cardbeam.console.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.access.Caller.PersonCaller;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.http.ProblemType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How sessions begin and end. */
class SessionsTest extends PeopleOnTrial {
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
}
