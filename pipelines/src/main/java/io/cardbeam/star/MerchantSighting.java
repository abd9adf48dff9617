package io.cardbeam.star;

import java.time.Instant;
import java.util.Comparator;

/**
 * A merchant under the name it had at some time.
 *
 * @param merchantId its natural key
 * @param name as a statement shows it
 * @param seenAt event time of the request or purchase that said so
 */
public record MerchantSighting(String merchantId, String name, Instant seenAt) {
  private static final Comparator<MerchantSighting> LATEST =
      Comparator.comparing(MerchantSighting::seenAt).thenComparing(MerchantSighting::name);

  /** The later of two sightings of a merchant; of two at one instant, the greater name. */
  public static MerchantSighting later(MerchantSighting one, MerchantSighting other) {
    return LATEST.compare(one, other) >= 0 ? one : other;
  }
}
