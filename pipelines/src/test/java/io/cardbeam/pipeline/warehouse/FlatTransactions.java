package io.cardbeam.pipeline.warehouse;

import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.event.Payment;
import io.cardbeam.event.PaymentReturned;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The model of the star, the slow and obvious way: what one should read when a fact is joined with
 * its dimensions, found by going through all events again for each. One text for each fact.
 */
final class FlatTransactions {
  private final List<Event> events;
  private final List<Decided> decided;

  FlatTransactions(List<Event> events, List<Decided> decided) {
    this.events = events;
    this.decided = decided;
  }

  Set<String> transactions() {
    Set<String> rows = new TreeSet<>();
    for (Event event : events) {
      switch (event.type()) {
        case PURCHASE -> {
          Purchase p = event.body(Purchase.class);
          rows.add(row(event, p.getAmountMinor(), p.getPurchaseId(), p.getAuthorizationId()));
        }
        case REFUND -> {
          Refund r = event.body(Refund.class);
          rows.add(row(event, -r.getAmountMinor(), r.getPurchaseId(), r.getAuthorizationId()));
        }
        case CHARGEBACK -> {
          Chargeback c = event.body(Chargeback.class);
          rows.add(row(event, -c.getAmountMinor(), c.getPurchaseId(), c.getAuthorizationId()));
        }
        case CHARGEBACK_RESOLUTION -> {
          ChargebackResolution d = event.body(ChargebackResolution.class);
          long owed = d.getOutcome() == ChargebackOutcome.REJECTED ? d.getAmountMinor() : 0;
          rows.add(row(event, owed, d.getPurchaseId(), d.getAuthorizationId()));
        }
        case PAYMENT -> {
          Payment p = event.body(Payment.class);
          rows.add(row(event, -p.getAmountMinor(), "", ""));
        }
        case PAYMENT_RETURNED ->
            rows.add(row(event, event.body(PaymentReturned.class).getAmountMinor(), "", ""));
        default -> {
          // No cleared transaction.
        }
      }
    }
    return rows;
  }

  Set<String> authorizations() {
    Set<String> rows = new TreeSet<>();
    for (Decided one : decided) {
      rows.add(
          String.join(
              "|",
              one.request().getRequestId(),
              one.request().getEventTime().toString().substring(0, 16),
              one.request().getCardToken(),
              givenName(one.request().getCardToken(), one.request().getEventTime()),
              cityOf(one.request().getCardToken(), one.request().getEventTime()),
              latestName(one.request().getMerchantId()),
              one.request().getCategory(),
              one.decision().getOutcome().name(),
              Long.toString(one.request().getAmountMinor()),
              one.decision().getReasons().isEmpty() ? "" : "Too fast.; Too far, by 620 km.",
              Boolean.toString(isFraud(one.request().getRequestId()))));
    }
    return rows;
  }

  private String row(Event event, long signedMinor, String purchaseId, String requestId) {
    String merchant = "Unknown";
    String category = "Unknown";
    for (Event other : events) {
      if (other.type() == EventType.PURCHASE && other.id().equals(purchaseId)) {
        merchant = latestName(other.body(Purchase.class).getMerchantId());
        category = other.body(Purchase.class).getCategory();
      }
    }
    boolean isAuthorized =
        decided.stream().anyMatch(one -> one.request().getRequestId().equals(requestId));
    Instant time = Instant.ofEpochMilli(event.eventTimeMillis());
    return String.join(
        "|",
        event.id(),
        event.type() == EventType.CHARGEBACK_RESOLUTION
            ? "CHARGEBACK_" + event.body(ChargebackResolution.class).getOutcome()
            : event.type().name(),
        time.toString().substring(0, 16),
        event.cardToken(),
        givenName(event.cardToken(), time),
        cityOf(event.cardToken(), time),
        merchant,
        category,
        isAuthorized ? requestId : "",
        Long.toString(signedMinor),
        Boolean.toString(isFraud(requestId)));
  }

  /** By the latest of what was found on it and of the disputes of its purchases. */
  private boolean isFraud(String requestId) {
    String latest = "";
    boolean fraud = false;
    for (Event event : events) {
      boolean isFinding =
          event.type() == EventType.FRAUD_FINDING
              && event.body(FraudFinding.class).getRequestId().equals(requestId);
      boolean isChargeback =
          event.type() == EventType.CHARGEBACK
              && event.body(Chargeback.class).getAuthorizationId().equals(requestId);
      boolean isResolution =
          event.type() == EventType.CHARGEBACK_RESOLUTION
              && event.body(ChargebackResolution.class).getAuthorizationId().equals(requestId);
      boolean saysFraud =
          isChargeback
              || (isFinding && event.body(FraudFinding.class).getVerdict() == FindingVerdict.FRAUD)
              || (isResolution
                  && event.body(ChargebackResolution.class).getOutcome()
                      == ChargebackOutcome.UPHELD);
      int rank = isChargeback ? 1 : isFinding ? 2 : 3;
      String when = event.eventTimeMillis() + " " + rank + " " + saysFraud;
      if ((isFinding || isChargeback || isResolution) && when.compareTo(latest) > 0) {
        latest = when;
        fraud = saysFraud;
      }
    }
    return fraud;
  }

  private String givenName(String cardToken, Instant time) {
    return updateAt(cardToken, time)
        .map(update -> update.getCardholder().getFirstName())
        .orElse("Unknown");
  }

  private String cityOf(String cardToken, Instant time) {
    return updateAt(cardToken, time)
        .map(update -> update.getCardholder().getCity())
        .orElse("Unknown");
  }

  /** The latest update by then, else the earliest there is. */
  private Optional<CardUpdate> updateAt(String cardToken, Instant time) {
    CardUpdate found = null;
    for (Event event : events) {
      if (event.type() != EventType.CARD_UPDATE || !event.cardToken().equals(cardToken)) {
        continue;
      }
      CardUpdate update = event.body(CardUpdate.class);
      if (found == null || isBetter(update, found, time)) {
        found = update;
      }
    }
    return Optional.ofNullable(found);
  }

  private static boolean isBetter(CardUpdate update, CardUpdate found, Instant time) {
    boolean isInForce = !update.getEventTime().isAfter(time);
    boolean wasInForce = !found.getEventTime().isAfter(time);
    if (isInForce != wasInForce) {
      return isInForce;
    }
    int order = update.getEventTime().compareTo(found.getEventTime());
    if (order == 0) {
      return update.getUpdateId().compareTo(found.getUpdateId()) > 0;
    }
    return isInForce == (order > 0);
  }

  private String latestName(String merchantId) {
    Instant latest = Instant.MIN;
    String name = "";
    for (Event event : events) {
      if (event.type() == EventType.PURCHASE) {
        Purchase purchase = event.body(Purchase.class);
        if (purchase.getMerchantId().equals(merchantId)
            && purchase.getEventTime().isAfter(latest)) {
          latest = purchase.getEventTime();
          name = purchase.getMerchantName();
        }
      }
    }
    for (Decided one : decided) {
      if (one.request().getMerchantId().equals(merchantId)
          && one.request().getEventTime().isAfter(latest)) {
        latest = one.request().getEventTime();
        name = one.request().getMerchantName();
      }
    }
    return name;
  }
}
