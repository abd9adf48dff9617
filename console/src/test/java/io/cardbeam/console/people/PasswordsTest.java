package io.cardbeam.console.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
  @Test
  void isTheReferencesArgon2id() {
    // The first vector of the reference implementation's test for Argon2id.
    String hash =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    assertThat(Passwords.matches("password", hash)).isTrue();
    assertThat(Passwords.matches("Password", hash)).isFalse();
    assertThat(Passwords.isOutdated(hash)).isTrue();
  }

  @Test
  void hashesEachTimeWithAnotherSaltAndTheParametersOfToday() {
    String one = Passwords.hash("a long enough secret");
    String two = Passwords.hash("a long enough secret");

    assertThat(one).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").isNotEqualTo(two);
    assertThat(Passwords.isOutdated(one)).isFalse();
    assertThat(Passwords.matches("a long enough secret", one)).isTrue();
    assertThat(Passwords.matches("a long enough secret", two)).isTrue();
    assertThat(Passwords.matches("a long enough secre", one)).isFalse();
  }

  @Test
  void takesAnAccentHoweverItIsWritten() {
    assertThat(
            Passwords.matches("pa\u0301ssw\u00f6rtlich", Passwords.hash("p\u00e1sswo\u0308rtlich")))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA$"})
  void nothingMatchesWhatIsNoHash(String hash) {
    assertThat(Passwords.matches("", hash)).isFalse();
    assertThat(Passwords.matches("anything at all", hash)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "elevenchars",
        "aaaaaaaaaaaa",
        "abababababab",
        "abcabcabcabcab",
        "123456789012",
        "210987654321",
        "abcdefghijkl",
        "Password1234",
        "password!2026",
        "2026Password!!",
        "Qwertyuiop12",
        "1q2w3e4r5t6y",
        "correcthorsebatterystaple",
        "ada.muster12",
        "xADA.MUSTERx12"
      })
  void refusesWhatIsGuessedFirst(String password) {
    assertThat(PasswordRules.flaw(password, "ada.muster")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "twelve chars",
        "drei Katzen im Schnee",
        "ada.muster likes long walks",
        "🂡🂢🂣🂤🂥🂦🂧🂨🂩🂪🂫🂭",
        "xK9#mQ2$vL5!"
      })
  void takesWhatIsNot(String password) {
    assertThat(PasswordRules.flaw(password, "ada.muster")).isEmpty();
  }

  @Test
  void refusesMoreThanItsLimit() {
    String some = "x7 ".repeat(42);
    assertThat(PasswordRules.flaw("Q" + some + "z", "ada")).isEmpty();
    assertThat(PasswordRules.flaw("Q" + some + "zz", "ada")).isPresent();
  }
}
