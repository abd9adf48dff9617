package io.cardbeam.console.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.access.Caller.PersonCaller;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cardholders sign up and enrol cards; guessers at dates wait. */
class EnrolmentTest extends PeopleOnTrial {
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

  private void enrol(PersonCaller person, String card, LocalDate born) throws Exception {
    people.enrolment().enrol(HOME, person, new Enrolment.Shown(card, born, Optional.empty()));
  }
}
