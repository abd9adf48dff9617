package io.cardbeam.simulator.population;

import io.cardbeam.simulator.draw.CumulativeWeights;
import io.cardbeam.simulator.draw.Draws;
import java.time.DayOfWeek;
import java.util.Comparator;
import java.util.List;

/**
 * How a cardholder buys. What differs between people is drawn once; each purchase is then drawn
 * from it.
 */
public final class SpendingProfile {
  private static final int FAVOURITES = 3;
  private static final double DAYS_PER_MONTH = 30.4;
  private static final double PERSONAL_SIGMA = 0.25;
  private static final double TASTE_SIGMA = 0.8;
  private static final double MEDIAN_PURCHASES_PER_DAY = 2.2;
  private static final double PURCHASES_SIGMA = 0.45;

  /** Purchases a day of the average cardholder: the mean of that lognormal distribution. */
  public static final double MEAN_PURCHASES_PER_DAY =
      MEDIAN_PURCHASES_PER_DAY * StrictMath.exp(PURCHASES_SIGMA * PURCHASES_SIGMA / 2);

  private static final double MIN_PURCHASES_PER_DAY = 0.5;
  private static final double MAX_PURCHASES_PER_DAY = 8;
  private static final double LOW_INCOMES = 0.3;
  private static final double HIGH_INCOMES = 0.2;

  /** Those who pay the whole balance each month; the others carry some of it over. */
  private static final double FULL_PAYERS = 0.6;

  private static final long MIN_AMOUNT_MINOR = 1_00;
  private static final long MAX_AMOUNT_MINOR = 20_000_00;

  private final double purchasesPerDay;
  private final double weekendFactor;
  private final Rhythm rhythm;
  private final PerCategory<Habit> habits;
  private final double[] cumulativeTaste;
  private final List<Category> favourites;
  private final double paidShare;
  private final int paymentDay;

  SpendingProfile(Draws draws) {
    Income income = income(draws.uniform(0, 1));
    double drawnPerDay = draws.logNormal(MEDIAN_PURCHASES_PER_DAY, PURCHASES_SIGMA);
    purchasesPerDay = Math.max(MIN_PURCHASES_PER_DAY, Math.min(MAX_PURCHASES_PER_DAY, drawnPerDay));
    weekendFactor = draws.uniform(0.7, 1.8);
    rhythm = Rhythm.draw(draws);
    double onlineShare = draws.logNormal(1, 0.5);
    habits = PerCategory.of(c -> habit(c, income, onlineShare, draws));
    cumulativeTaste = CumulativeWeights.of(Category.all(), c -> habits.get(c).taste);
    favourites =
        Category.all().stream()
            .sorted(
                Comparator.comparingDouble((Category c) -> -habits.get(c).taste)
                    .thenComparing(Comparator.naturalOrder()))
            .limit(FAVOURITES)
            .toList();
    paidShare = draws.chance(FULL_PAYERS) ? 1 : draws.uniform(0.3, 0.9);
    paymentDay = draws.between(1, 28);
  }

  private static Habit habit(Category category, Income income, double onlineShare, Draws draws) {
    double interest = draws.logNormal(1, TASTE_SIGMA) * (category.online() ? onlineShare : 1);
    return new Habit(
        category.weight() * interest,
        category.medianMinor() * income.factor() * draws.logNormal(1, PERSONAL_SIGMA),
        category.sigma());
  }

  private static Income income(double point) {
    if (point < LOW_INCOMES) {
      return Income.LOW;
    }
    return point < 1 - HIGH_INCOMES ? Income.MIDDLE : Income.HIGH;
  }

  /** A category to buy in. */
  public Category drawCategory(Draws draws) {
    return Category.all().get(draws.weighted(cumulativeTaste));
  }

  /** An everyday amount, cents: 1.00 to 20,000.00 dollars. */
  public long drawAmountMinor(Category category, Draws draws) {
    return drawAmountMinor(category, 1, draws);
  }

  /** An amount this many times the everyday one, cents: 1.00 to 20,000.00 dollars. */
  public long drawAmountMinor(Category category, double times, Draws draws) {
    Habit habit = habits.get(category);
    double minor = times * draws.logNormal(habit.medianMinor, habit.sigma);
    return Math.max(MIN_AMOUNT_MINOR, Math.min(MAX_AMOUNT_MINOR, Math.round(minor)));
  }

  /** When in the day this person buys. */
  public Rhythm rhythm() {
    return rhythm;
  }

  /** The categories bought in most, most first. */
  public List<Category> favourites() {
    return favourites;
  }

  /** Purchases a day, averaged over a week. */
  public double purchasesPerDay() {
    return purchasesPerDay;
  }

  /** Purchases expected on such a day; the week's average is {@link #purchasesPerDay}. */
  public double purchasesOn(DayOfWeek day) {
    boolean weekend = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    double average = (5 + 2 * weekendFactor) / 7;
    return purchasesPerDay * (weekend ? weekendFactor : 1) / average;
  }

  /** Share of the balance that is paid each month, above 0, at most 1. */
  public double paidShare() {
    return paidShare;
  }

  /** Day of the month on which the bill is paid, 1 to 28. */
  public int paymentDay() {
    return paymentDay;
  }

  /** Expected spending of a month, cents. */
  double monthlyMinor() {
    double tastes = 0;
    double spent = 0;
    for (Category category : Category.all()) {
      Habit habit = habits.get(category);
      tastes += habit.taste;
      spent += habit.taste * habit.meanMinor();
    }
    return purchasesPerDay * DAYS_PER_MONTH * spent / tastes;
  }

  /**
   * What somebody does in one category.
   *
   * @param taste share of the purchases, relative to the other categories
   * @param medianMinor median amount, cents
   * @param sigma deviation of the amount's logarithm
   */
  private record Habit(double taste, double medianMinor, double sigma) {
    double meanMinor() {
      return medianMinor * StrictMath.exp(sigma * sigma / 2);
    }
  }
}
