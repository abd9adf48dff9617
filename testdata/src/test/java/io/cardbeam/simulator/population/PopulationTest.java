package io.cardbeam.simulator.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.simulator.TestTraffic;
import io.cardbeam.simulator.draw.Draws;
import io.cardbeam.simulator.draw.Seed;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PopulationTest {
  private static final Seed SEED = new Seed(17);

  @Test
  void cardNumbersPassLuhnsTestAndAreUnique() {
    Set<String> numbers = new HashSet<>();
    for (int i = 0; i < 50_000; i++) {
      String digits = CardNumber.of(SEED, i).digits();
      assertThat(digits).matches("999000\\d{10}");
      assertThat(luhnSum(digits) % 10).isZero();
      numbers.add(digits);
    }
    assertThat(numbers).hasSize(50_000);
  }

  @Test
  void aWrongCheckDigitIsRefusedAndNotRepeated() {
    String digits = CardNumber.of(SEED, 0).digits();
    String wrong = digits.substring(0, 15) + (digits.charAt(15) == '0' ? '1' : '0');
    assertThatThrownBy(() -> new CardNumber(wrong)).hasMessageNotContaining(wrong);
  }

  @Test
  void thereAreManyCitiesAndAllAreInTheUnitedStates() {
    assertThat(Cities.all()).hasSizeGreaterThanOrEqualTo(150);
    assertThat(Cities.all())
        .allMatch(c -> c.latitude() > 18 && c.latitude() < 72)
        .allMatch(c -> c.longitude() > -170 && c.longitude() < -66)
        .allMatch(c -> c.postalCode().matches("\\d{5}") && c.state().matches("[A-Z]{2}"))
        .allMatch(c -> c.population() > 0);
    assertThat(Cities.all()).extracting(City::state).contains("AK", "HI", "DC", "ME", "FL", "WA");
  }

  @Test
  void fromEveryCityThereIsOneFarEnoughAway() {
    Draws draws = new Draws(SEED);
    for (City city : Cities.all()) {
      City far = Cities.drawBeyond(city, 3_000, draws);
      assertThat(far.centre().kilometresTo(city.centre())).isGreaterThanOrEqualTo(3_000);
    }
  }

  @Test
  void everyCategoryCanBeBoughtInEveryCity() {
    Merchants merchants = new Merchants(SEED);
    Goods goods = new Goods();
    for (Category category : Category.all()) {
      assertThat(goods.of(category)).isNotEmpty();
      for (City city : Cities.all()) {
        assertThat(merchants.within(city, category))
            .isNotEmpty()
            .allMatch(merchant -> merchant.category() == category);
      }
    }
  }

  @Test
  void aNameBelongsToOneMerchantOrOneChain() {
    Merchants merchants = new Merchants(SEED);
    Set<String> local = new HashSet<>();
    for (City city : Cities.all()) {
      for (Merchant merchant : merchants.within(city, Category.HOME)) {
        local.add(merchant.name());
      }
    }
    // Three of its own for each city, and six chains.
    assertThat(local).hasSizeBetween(3 * Cities.all().size() + 2, 3 * Cities.all().size() + 6);
    for (Category category : Category.all()) {
      if (category != Category.HOME) {
        assertThat(merchants.within(Cities.all().get(0), category))
            .noneMatch(merchant -> local.contains(merchant.name()));
      }
    }
  }

  @Test
  void countersAreInTheirCity() {
    Merchants merchants = new Merchants(SEED);
    for (City city : Cities.all()) {
      assertThat(merchants.within(city, Category.FOOD_DINING))
          .allMatch(m -> m.place().kilometresTo(city.centre()) < 9);
    }
  }

  @Test
  void distancesAreThoseOfAnAtlas() {
    City newYork = Cities.all().get(0);
    City losAngeles =
        Cities.all().stream().filter(c -> c.name().equals("Los Angeles")).findFirst().orElseThrow();
    assertThat(newYork.centre().kilometresTo(losAngeles.centre())).isBetween(3_900.0, 3_970.0);
    assertThat(newYork.centre().kilometresTo(newYork.centre())).isZero();
  }

  @Test
  void peopleDifferInWhatAndHowMuchTheyBuy() {
    Population population = new Population(SEED, TestTraffic.tokenizer());
    Set<Object> favourites = new HashSet<>();
    double sum = 0;
    for (int i = 0; i < 300; i++) {
      SpendingProfile profile = population.owner(i).profile();
      favourites.add(profile.favourites());
      sum += profile.purchasesPerDay();
      assertThat(profile.purchasesPerDay()).isBetween(0.5, 8.0);
      assertThat(profile.paidShare()).isBetween(0.3, 1.0);
    }
    assertThat(favourites).hasSizeGreaterThan(150);
    assertThat(sum / 300).isBetween(2.1, 2.8);
  }

  /** Luhn's test the slow way: every second digit from the right doubled, digits added. */
  private static int luhnSum(String digits) {
    return IntStream.range(0, 16)
        .map(i -> (digits.charAt(15 - i) - '0') * (i % 2 == 1 ? 2 : 1))
        .map(n -> n / 10 + n % 10)
        .sum();
  }
}
