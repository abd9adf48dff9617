package io.cardbeam.console.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.access.Caller.PersonCaller;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One-time passwords beside the password. */
class OneTimePasswordsTest extends PeopleOnTrial {
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
}
