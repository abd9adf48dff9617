package io.cardbeam.simulator.population;

import io.cardbeam.event.Cardholder;
import io.cardbeam.simulator.draw.Draws;
import io.cardbeam.simulator.draw.Seed;
import io.cardbeam.token.CardTokenizer;
import java.time.LocalDate;
import java.util.List;

/**
 * The cards of a seed. Card 7 is the same person with the same number however many cards one asks
 * for.
 */
public final class Population {
  private static final LocalDate OLDEST = LocalDate.of(1932, 1, 1);
  private static final int BIRTH_DAYS = 26_000;
  private static final int MAX_HOUSE_NUMBER = 9_899;
  private static final double APARTMENTS = 0.35;
  private static final int MAX_APARTMENT = 899;
  private static final double HOME_REACH_KM = 5;
  private static final double DEGREE_PLACES = 1e4;
  private static final long LIMIT_STEP_MINOR = 500_00;

  private final Seed seed;
  private final CardTokenizer tokenizer;
  private final List<String> female = WordList.read("first-names-female.txt");
  private final List<String> male = WordList.read("first-names-male.txt");
  private final List<String> surnames = WordList.read("surnames.txt");
  private final List<String> streets = WordList.read("streets.txt");
  private final List<String> jobs = WordList.read("jobs.txt");

  /**
   * @param tokenizer gives the cards their tokens; nothing that is drawn depends on it
   */
  public Population(Seed seed, CardTokenizer tokenizer) {
    this.seed = seed;
    this.tokenizer = tokenizer;
  }

  /** A card of the population, by its index from 0. */
  public CardOwner owner(int index) {
    Draws draws = new Draws(seed.branch("owner").branch(index));
    CardNumber number = CardNumber.of(seed.branch("card numbers"), index);
    City home = Cities.draw(draws);
    Cardholder person = person(home, draws);
    SpendingProfile profile = new SpendingProfile(draws);
    return new CardOwner(
        index,
        number,
        tokenizer.token(number.digits()),
        home,
        person,
        profile,
        limitMinor(profile, draws));
  }

  /** The same person at a new address in this city. */
  public Cardholder moved(Cardholder person, City city, Draws draws) {
    Place place = home(city, draws);
    return new Cardholder(
        person.getFirstName(),
        person.getLastName(),
        person.getGender(),
        street(draws),
        city.name(),
        city.state(),
        city.postalCode(),
        person.getCountry(),
        place.latitude(),
        place.longitude(),
        city.population(),
        person.getJob(),
        person.getBirthDate());
  }

  private Cardholder person(City city, Draws draws) {
    boolean woman = draws.chance(0.5);
    Place place = home(city, draws);
    return new Cardholder(
        draws.pick(woman ? female : male),
        draws.pick(surnames),
        woman ? "F" : "M",
        street(draws),
        city.name(),
        city.state(),
        city.postalCode(),
        "US",
        place.latitude(),
        place.longitude(),
        city.population(),
        draws.pick(jobs),
        OLDEST.plusDays(draws.between(0, BIRTH_DAYS)));
  }

  private String street(Draws draws) {
    String street = draws.between(1, MAX_HOUSE_NUMBER) + " " + draws.pick(streets);
    return draws.chance(APARTMENTS) ? street + " Apt. " + draws.between(1, MAX_APARTMENT) : street;
  }

  /** Somewhere in the city, to four decimals as Kaggle's data has homes. */
  private static Place home(City city, Draws draws) {
    Place exact =
        city.centre()
            .shifted(
                draws.uniform(-HOME_REACH_KM, HOME_REACH_KM),
                draws.uniform(-HOME_REACH_KM, HOME_REACH_KM));
    return new Place(
        Math.round(exact.latitude() * DEGREE_PLACES) / DEGREE_PLACES,
        Math.round(exact.longitude() * DEGREE_PLACES) / DEGREE_PLACES,
        city.name(),
        city.state());
  }

  /** Enough for what the owner carries over, with some room, in steps of 500 dollars. */
  private static long limitMinor(SpendingProfile profile, Draws draws) {
    double carried = profile.monthlyMinor() / profile.paidShare();
    long steps = (long) StrictMath.ceil(carried * draws.uniform(1.6, 3) / LIMIT_STEP_MINOR);
    return Math.max(2, steps) * LIMIT_STEP_MINOR;
  }
}
