package io.cardbeam.console.live;

import io.cardbeam.console.database.RequestLabels;
import io.cardbeam.event.Outcome;
import java.util.OptionalInt;

/**
 * A request that was answered, as it came from Kafka.
 *
 * @param timeMillis event time, milliseconds since 1970 UTC
 * @param state of the purchase; empty where it is not known, as in the books
 * @param city of the purchase; empty where it is not known
 * @param probability of fraud at the decision, 0 to 1
 * @param latencyMillis from event time until its decision was read here; empty where event time is
 *     not of now
 */
record LiveRequest(
    Key key,
    long timeMillis,
    String state,
    String city,
    String category,
    String merchantId,
    String merchantName,
    Outcome outcome,
    String currency,
    long amountMinor,
    double probability,
    OptionalInt latencyMillis) {
  /** What tells requests apart: ids are unique on a card. */
  record Key(String requestId, String cardToken) {}

  /** By label nothing is known yet, so this counts by the model. */
  boolean suspected() {
    return probability >= RequestLabels.MODEL_THRESHOLD;
  }
}
