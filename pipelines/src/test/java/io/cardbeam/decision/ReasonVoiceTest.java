package io.cardbeam.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.Channel;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import io.cardbeam.feature.FeatureList;
import io.cardbeam.feature.Theme;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.sample.SampleEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonVoiceTest {
  private static final long SEED = Long.getLong("cardbeam.seed", System.nanoTime());
  private static final Pattern TO_THE_CARDHOLDER = Pattern.compile("\\b[Yy]ou(r|rs)?\\b");
  private static final List<String> SHOPS =
      List.of(
          "Corner Shop",
          "Your Usual For You",
          "your first purchase at ",
          "is, 5 km from your last purchase Ltd",
          "you know $1 \\ yours");
  private static final List<String> CATEGORIES =
      List.of("grocery_pos", "your usual for ", "of your purchases are in you");

  private final Random random = new Random(SEED);

  @Test
  void everySentenceOfEveryThemeSpeaksToOthersOfTheCardAndKeepsItsFiguresAndNames() {
    TreeSet<String> codes = new TreeSet<>();
    for (int i = 0; i < 20_000; i++) {
      String shop = pick(SHOPS);
      String category = pick(CATEGORIES);
      Theme theme = pick(List.of(Theme.values()));
      Outcome outcome = pick(List.of(Outcome.values()));
      ReasonSentences sentences =
          new ReasonSentences(
              figures(), request(shop, category), Deciding.standard().reference(), new Wording());
      for (Reason reason : List.of(sentences.of(theme, outcome), sentences.altogether(outcome))) {
        codes.add(reason.getCode());
        String said = ReasonVoice.forOthers(reason);
        String as = "seed " + SEED + ": " + reason + " -> " + said;
        assertThat(TO_THE_CARDHOLDER.matcher(without(said, shop, category)).find())
            .as(as)
            .isFalse();
        assertThat(said.contains(shop)).as(as).isEqualTo(reason.getText().contains(shop));
        assertThat(said.contains(category)).as(as).isEqualTo(reason.getText().contains(category));
        assertThat(digits(said)).as(as).isEqualTo(digits(reason.getText()));
      }
    }
    assertThat(codes).hasSizeGreaterThanOrEqualTo(2 * Theme.values().length);
  }

  @Test
  void everyHardDeclineSpeaksToOthersOfTheCard() {
    List<Reason> reasons = new ArrayList<>();
    for (CardStatus status : CardStatus.values()) {
      CardProfile profile =
          CardProfile.EMPTY.apply(
              SampleEvents.cardUpdate("u", "card-1", SampleEvents.START, status, "1 Elm Street"));
      for (String currency : List.of("USD", "EUR")) {
        AuthorizationRequest request =
            AuthorizationRequest.newBuilder(request("Shop", "travel"))
                .setCurrency(currency)
                .setAmountMinor(900_000_000)
                .build();
        HardDeclines.reason(profile, request).ifPresent(reasons::add);
      }
    }
    HardDeclines.reason(CardProfile.EMPTY, request("Shop", "travel")).ifPresent(reasons::add);

    assertThat(reasons.stream().map(Reason::getCode).collect(Collectors.toSet()))
        .contains("CARD_UNKNOWN", "CARD_BLOCKED", "CARD_CLOSED", "OTHER_CURRENCY", "OVER_LIMIT");
    assertThat(reasons)
        .allSatisfy(
            reason ->
                assertThat(ReasonVoice.forOthers(reason))
                    .as(reason.getText())
                    .doesNotContainPattern(TO_THE_CARDHOLDER));
  }

  @Test
  void allOwnWordsHaveOthersThatSpeakOfTheCard() {
    for (OwnWords words : OwnWords.values()) {
      assertThat(words.own).containsPattern(TO_THE_CARDHOLDER);
      assertThat(words.forOthers(words == OwnWords.FROM_LAST ? ", 5" + words.own : words.own))
          .doesNotContainPattern(TO_THE_CARDHOLDER);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          IMPOSSIBLE_TRAVEL | farther from your last purchase than anyone travels | farther from the card's last purchase than anyone travels
          RULE_PACE         | You made several large payments within an hour       | the cardholder made several large payments within an hour
          RULE_X            | youth and yourselves are other words                 | youth and yourselves are other words
          MERCHANT_BLOCK_LISTED | the merchant is blocked                          | the merchant is blocked
          """)
  void sentencesOfRulesAreTurnedWordByWord(String code, String own, String others) {
    assertThat(ReasonVoice.forOthers(code, own)).isEqualTo(others);
  }

  @Test
  void sentencesInOneTextAreTurnedEachByItsCode() {
    for (int i = 0; i < 5_000; i++) {
      ReasonSentences sentences =
          new ReasonSentences(
              figures(),
              request(pick(List.of("Yours; Truly; Inc", "Your Shop", "A;B")), "travel"),
              Deciding.standard().reference(),
              new Wording());
      List<Theme> themes = new ArrayList<>(List.of(Theme.values()));
      Collections.shuffle(themes, random);
      Outcome outcome = pick(List.of(Outcome.values()));
      List<Reason> reasons =
          themes.subList(0, random.nextInt(5)).stream()
              .map(theme -> sentences.of(theme, outcome))
              .toList();

      assertThat(
              ReasonVoice.allForOthers(
                  reasons.stream().map(Reason::getCode).collect(Collectors.joining(",")),
                  reasons.stream().map(Reason::getText).collect(Collectors.joining("; "))))
          .as("seed " + SEED + ": " + reasons)
          .isEqualTo(reasons.stream().map(ReasonVoice::forOthers).toList());
    }
  }

  @Test
  void aTextWithFewerSentencesThanCodesIsTurnedAsOne() {
    assertThat(ReasonVoice.allForOthers("USUAL_PLACE,RULE_X", "you know it"))
        .containsExactly("the cardholder know it");
  }

  private float[] figures() {
    float[] values = new float[FeatureList.SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (random.nextInt(5)) {
            case 0 -> Float.NaN;
            case 1 -> 0;
            case 2 -> random.nextFloat();
            default -> random.nextInt(5_000);
          };
    }
    // What these count is never missing.
    for (String count : List.of("requests", "requests_1h", "requests_24h", "confirmed_frauds")) {
      int place = FeatureList.named(count).orElseThrow().index();
      values[place] = Float.isNaN(values[place]) ? 0 : values[place];
    }
    return values;
  }

  private AuthorizationRequest request(String shop, String category) {
    return AuthorizationRequest.newBuilder()
        .setRequestId("r")
        .setCardToken("card-1")
        .setEventTime(Instant.ofEpochMilli(random.nextLong(2_000_000_000_000L)))
        .setAmountMinor(1 + random.nextLong(1_000_000))
        .setCurrency("USD")
        .setMerchantId("m")
        .setMerchantName(shop)
        .setCategory(category)
        .setChannel(Channel.ONLINE)
        .build();
  }

  private static String without(String text, String... names) {
    String left = text;
    for (String name : names) {
      left = left.replace(name, "");
    }
    return left;
  }

  private static String digits(String text) {
    return text.replaceAll("[^0-9]+", " ").strip();
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
