package io.cardbeam.policy;

import io.cardbeam.money.Currencies;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What errors cost, and when an analyst is asked. Amounts are of one currency and are taken as they
 * stand for requests in any other.
 *
 * @param version name of this setting, for the record
 * @param currency ISO 4217 code of the amounts
 * @param lossGivenFraud share of an approved fraud's amount that is lost, 0 to 1
 * @param fraudFeeMinor cost of handling an approved fraud, minor units
 * @param wrongDeclineMinor cost of declining a genuine purchase, minor units
 * @param wrongDeclineShare further cost of it, as a share of the amount, 0 to 1
 * @param stepUpMinor cost of a referral (step-up), minor units
 * @param stepUpMissed share of frauds that pass a step-up, 0 to 1
 * @param stepUpAbandoned share of genuine purchases that are given up at a step-up, 0 to 1
 * @param alertFrom least probability that an analyst is shown, 0 to 1
 * @param reviewsADay how many alerts the analysts can look at in a day, above 0
 */
public record Costs(
    String version,
    String currency,
    double lossGivenFraud,
    long fraudFeeMinor,
    long wrongDeclineMinor,
    double wrongDeclineShare,
    long stepUpMinor,
    double stepUpMissed,
    double stepUpAbandoned,
    double alertFrom,
    int reviewsADay)
    implements Serializable {
  private static final String RESOURCE = "costs.properties";

  public Costs {
    long maxMinor = maxFixedMinor(currency);
    share("loss_given_fraud", lossGivenFraud);
    minor("fraud_fee_minor", fraudFeeMinor, maxMinor);
    minor("wrong_decline_minor", wrongDeclineMinor, maxMinor);
    share("wrong_decline_share", wrongDeclineShare);
    minor("step_up_minor", stepUpMinor, maxMinor);
    share("step_up_missed", stepUpMissed);
    share("step_up_abandoned", stepUpAbandoned);
    share("alert_from", alertFrom);
    if (reviewsADay <= 0) {
      throw new IllegalArgumentException("reviews_a_day " + reviewsADay + " is not above 0");
    }
  }

  /** Largest fixed cost that is taken for one, minor units: the cap on amounts of the currency. */
  public long maxFixedMinor() {
    return maxFixedMinor(currency);
  }

  private static long maxFixedMinor(String currency) {
    return Currencies.active(currency)
        .orElseThrow(() -> new IllegalArgumentException(Currencies.whyNotActive(currency)))
        .maxAmountMinor();
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " " + value + " is not from 0 to 1");
    }
  }

  private static void minor(String name, long value, long maxMinor) {
    if (value < 0 || value > maxMinor) {
      throw new IllegalArgumentException(name + " " + value + " is not from 0 to " + maxMinor);
    }
  }

  /** The costs that come with Cardbeam. */
  public static Costs standard() {
    return Standard.COSTS;
  }

  /**
   * Reads the text of a file of costs: lines of {@code name = value}, every name of this record
   * once, in snake case; lines that begin with # are comments.
   *
   * @param source name of the file, for errors
   * @throws IllegalArgumentException if a name is missing, unknown or double, or a value is out of
   *     its range; the message has the line
   */
  public static Costs parse(String source, String text) {
    return CostsFile.parse(source, text);
  }

  private static final class Standard {
    private static final Costs COSTS = load();

    private static Costs load() {
      try (InputStream in = Objects.requireNonNull(Costs.class.getResourceAsStream(RESOURCE))) {
        return CostsFile.parse(RESOURCE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
