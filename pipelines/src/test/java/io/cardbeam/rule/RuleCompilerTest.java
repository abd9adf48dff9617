package io.cardbeam.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.profile.ProfileAfter;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.sample.SampleRules;
import io.cardbeam.wire.RuleChecks;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleCompilerTest {
  /** A Sunday, 23:59 UTC. */
  private static final Instant AT = Instant.parse("2026-03-01T23:59:00Z");

  private static final AuthorizationRequest REQUEST = SampleRules.request(AT, 12_345);
  private static final RuleCompiler COMPILER =
      new RuleCompiler(RuleLanguage.withFeatures(List.of("requests_1h", "amount_ratio", "gone")));
  private static final RuleInput INPUT =
      new RuleInput().set(REQUEST, CardProfile.EMPTY, 0.25, new float[] {4, 2.5f, Float.NaN});

  @ParameterizedTest
  @ValueSource(
      strings = {
        "requests_1h > 3",
        "3 < requests_1h && amount > 100.0",
        "amount == 123.45 && amount_minor == 12345 && currency == 'USD'",
        "merchant_id == 'm-1' && merchant_name.startsWith('Corner')",
        "category in ['grocery_pos', 'gas_transport'] && channel == 'ONLINE'",
        "merchant_city == 'Vienna' && merchant_state.size() == 2",
        "card_token.endsWith('A') && card_token.contains('-')",
        "hour_utc == 23 && weekday == 7",
        "fraud_probability < 0.5 ? amount_ratio * 2.0 == 5.0 : false",
        "hour_utc in [22, 23, 0, 1] || 1 / 0 > 0",
        "1 / 0 > 0 || requests_1h >= 4",
        "!(gone > 3) && !(gone < 3) && !(gone == gone) && gone != gone",
        "-weekday + 8 - 2 * 3 / 6 % 5 == 0",
        "double(hour_utc) / 2.0 > 11"
      })
  void translatesAndHolds(String expression) throws BadRuleException {
    Condition condition = COMPILER.compile(expression);
    assertThat(condition.isTranslated()).isTrue();
    assertThat(condition.holds(INPUT)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[22, 23].exists(h, h == hour_utc)",
        "merchant_name.matches('Cor.*op')",
        "int(requests_1h) == 4",
        "!['a'].exists(x, gone > 3)",
        "!['a'].exists(x, gone == gone)"
      })
  void leavesTheRestOfTheLanguageToItsOwnRuntime(String expression) throws BadRuleException {
    Condition condition = COMPILER.compile(expression);
    assertThat(condition.isTranslated()).isFalse();
    assertThat(condition.holds(INPUT)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "amout > 3.0 |                1 | 1 | there is no variable or function 'amout'",
        "amount > |                   1 | 9 | the expression ends here too early",
        "amount |                     1 | 1 | the condition is a double, not a bool",
        "amount == 3 |                1 | 8 | == does not take (double, int); beside a double write 3.0, not 3",
        "currency > 3 |               1 | 10 | > does not take (string, int)",
        "hour_utc == 3 && nobody() |  1 | 24 | there is no variable or function 'nobody'"
      })
  void refusesWithColumnAndReason(String expression, int line, int column, String reason) {
    BadRuleException refusal =
        catchThrowableOfType(BadRuleException.class, () -> COMPILER.compile(expression));
    assertThat(refusal.line()).isEqualTo(line);
    assertThat(refusal.column()).isEqualTo(column);
    assertThat(refusal.reason()).isEqualTo(reason);
  }

  @Test
  void picturesThePlaceOnItsLine() {
    String expression = "amount > 3.0 &&\n  amout < 5.0";
    BadRuleException refusal =
        catchThrowableOfType(BadRuleException.class, () -> COMPILER.compile(expression));
    assertThat(refusal.picture(expression)).isEqualTo("  amout < 5.0\n  ^");
  }

  @Test
  void refusesWhatIsTooLongTooDeepOrEmpty() {
    String tooLong = "hour_utc == 1" + " || hour_utc == 1".repeat(RuleChecks.MAX_EXPRESSION_CHARS);
    String tooDeep = "(".repeat(500) + "true" + ")".repeat(500);
    for (String bad : List.of(tooLong, tooDeep, "", "  ")) {
      assertThat(catchThrowableOfType(BadRuleException.class, () -> COMPILER.compile(bad)))
          .isNotNull();
    }
  }

  @Test
  void failsWhereTheLanguageDoes() throws BadRuleException {
    for (String failing :
        List.of(
            "1 / (hour_utc - 23) == 1",
            "hour_utc + 9223372036854775807 > 0",
            "hour_utc % (weekday - 7) == 0",
            "int(gone) > 3",
            "1 / 0 > 0 && true",
            "merchant_name.matches('(')")) {
      Condition condition = COMPILER.compile(failing);
      assertThat(catchThrowableOfType(RuleFailedException.class, () -> condition.holds(INPUT)))
          .as(failing)
          .isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // country, network, agent: abroad, new network, new agent
        "US, home, phone, false, false, false",
        "FR, home, phone, true, false, false",
        "US, hotel, phone, false, true, false",
        "FR, hotel, laptop, true, true, true",
        "-, -, -, false, false, false",
      })
  void seesWhereAShopperIs(
      String country, String network, String agent, boolean abroad, boolean net, boolean browser)
      throws BadRuleException {
    AuthorizationRequest usual = client("US", "home", "phone");
    CardProfile profile =
        CardProfile.EMPTY
            .apply(SampleEvents.cardUpdate("u", "card-A", AT, CardStatus.ACTIVE, "1 Elm Street"))
            .apply(usual, ProfileAfter.approval(usual));
    AuthorizationRequest request = client(country, network, agent);
    RuleInput input = new RuleInput().set(request, profile, 0, new float[0]);
    assertThat(COMPILER.compile("client_abroad").holds(input)).isEqualTo(abroad);
    assertThat(COMPILER.compile("new_client_network").holds(input)).isEqualTo(net);
    assertThat(COMPILER.compile("new_client_agent").holds(input)).isEqualTo(browser);
    assertThat(
            COMPILER.compile("client_country != '' && client_country != home_country").holds(input))
        .isEqualTo(abroad);

    RuleInput unknown = new RuleInput().set(request, CardProfile.EMPTY, 0, new float[0]);
    for (String signal : List.of("client_abroad", "new_client_network", "new_client_agent")) {
      assertThat(COMPILER.compile(signal).holds(unknown)).as(signal).isFalse();
    }
    assertThat(COMPILER.compile("home_country == ''").holds(unknown)).isTrue();
  }

  private static AuthorizationRequest client(String country, String network, String agent) {
    return AuthorizationRequest.newBuilder(REQUEST)
        .setClientCountry(country)
        .setClientNetwork(network)
        .setClientAgentHash(agent)
        .build();
  }

  @Test
  void knowsTheDayOfTheWeekBefore1970() {
    RuleInput wednesday =
        new RuleInput()
            .set(
                SampleRules.request(Instant.parse("1969-12-31T05:00:00Z"), 1),
                CardProfile.EMPTY,
                0,
                new float[0]);
    assertThat(wednesday.weekday()).isEqualTo(3);
    assertThat(wednesday.hourUtc()).isEqualTo(5);
  }
}
