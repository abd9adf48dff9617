package io.cardbeam.simulator;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.PurchaseItem;
import io.cardbeam.event.Refund;
import io.cardbeam.event.Reversal;
import io.cardbeam.simulator.draw.Draws;
import io.cardbeam.simulator.draw.Seed;
import io.cardbeam.simulator.population.Category;
import io.cardbeam.traffic.PostingCutOff;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What follows an approved request: mostly a purchase, sooner at a counter than from the net and
 * within three days; now and then a reversal in its place, or a refund days later; after a fraud a
 * chargeback, half of them within 12 days and all within 60 of the purchase, and 30 to 75 days
 * later its resolution, which takes a few of them back.
 */
final class Clearing {
  static final Duration LATEST_PURCHASE = Duration.ofDays(3);
  static final Duration LATEST_CHARGEBACK = Duration.ofDays(60);

  private static final double REVERSED = 0.01;
  private static final double CHARGED_LESS = 0.06;
  private static final double REFUNDED = 0.025;
  private static final double REFUNDED_WHOLLY = 0.5;
  private static final Duration COUNTER_MEDIAN = Duration.ofMinutes(4);
  private static final Duration NET_MEDIAN = Duration.ofHours(5);
  private static final double PURCHASE_SIGMA = 1.5;
  private static final Duration CHARGEBACK_MEDIAN = Duration.ofDays(12);
  private static final double CHARGEBACK_SIGMA = 0.7;
  static final Duration SOONEST_RESOLUTION = Duration.ofDays(30);
  static final Duration LATEST_RESOLUTION = Duration.ofDays(75);
  private static final double REJECTED = 0.06;

  /**
   * Resolutions are drawn apart, so that what else happens is what it was before there were any.
   */
  private static final Seed RESOLUTIONS = new Seed(0).branch("resolutions");

  private final ItemCatalogue items;
  private final Draws draws;

  Clearing(ItemCatalogue items, Draws draws) {
    this.items = items;
    this.draws = draws;
  }

  /** The events, in order of time. */
  List<Event> after(AuthorizationRequest request, Category category, Behaviour behaviour) {
    if (!behaviour.isFraud() && draws.chance(REVERSED)) {
      return List.of(Event.of(reversal(request)));
    }
    List<Event> events = new ArrayList<>(3);
    Purchase purchase = purchase(request, category);
    events.add(Event.of(purchase));
    if (behaviour.isFraud()) {
      Chargeback chargeback = chargeback(purchase);
      events.add(Event.of(chargeback));
      events.add(Event.of(resolution(chargeback)));
    } else if (draws.chance(REFUNDED)) {
      events.add(Event.of(refund(purchase)));
    }
    return events;
  }

  private Reversal reversal(AuthorizationRequest request) {
    Instant time =
        request.getEventTime().plusSeconds(draws.between(60, (int) Duration.ofDays(1).toSeconds()));
    return new Reversal(
        draws.hexId(),
        request.getRequestId(),
        request.getCardToken(),
        time,
        PostingCutOff.after(time),
        request.getAmountMinor(),
        request.getCurrency());
  }

  private Purchase purchase(AuthorizationRequest request, Category category) {
    Duration median = category.online() ? NET_MEDIAN : COUNTER_MEDIAN;
    Instant time = request.getEventTime().plus(delay(median, PURCHASE_SIGMA, LATEST_PURCHASE));
    long authorizedMinor = request.getAmountMinor();
    long amountMinor =
        draws.chance(CHARGED_LESS)
            ? Math.max(1, (long) (authorizedMinor * draws.uniform(0.8, 1)))
            : authorizedMinor;
    return new Purchase(
        draws.hexId(),
        request.getRequestId(),
        request.getCardToken(),
        time,
        PostingCutOff.after(time),
        amountMinor,
        request.getCurrency(),
        request.getMerchantId(),
        request.getMerchantName(),
        request.getCategory(),
        request.getMerchantLatitude(),
        request.getMerchantLongitude(),
        request.getMerchantCity(),
        request.getMerchantState(),
        items.items(category, amountMinor, draws));
  }

  private Refund refund(Purchase purchase) {
    Instant time =
        purchase
            .getEventTime()
            .plusSeconds(
                draws.between(
                    (int) Duration.ofHours(4).toSeconds(), (int) Duration.ofDays(20).toSeconds()));
    return new Refund(
        draws.hexId(),
        purchase.getPurchaseId(),
        purchase.getAuthorizationId(),
        purchase.getCardToken(),
        time,
        PostingCutOff.after(time),
        refundedMinor(purchase),
        purchase.getCurrency(),
        purchase.getMerchantName());
  }

  private long refundedMinor(Purchase purchase) {
    if (draws.chance(REFUNDED_WHOLLY)) {
      return purchase.getAmountMinor();
    }
    PurchaseItem item = draws.pick(purchase.getItems());
    return item.getQuantity() * item.getUnitPriceMinor();
  }

  private Chargeback chargeback(Purchase purchase) {
    return new Chargeback(
        draws.hexId(),
        purchase.getPurchaseId(),
        purchase.getAuthorizationId(),
        purchase.getCardToken(),
        purchase.getEventTime().plus(delay(CHARGEBACK_MEDIAN, CHARGEBACK_SIGMA, LATEST_CHARGEBACK)),
        purchase.getAmountMinor(),
        purchase.getCurrency(),
        "Cardholder says somebody else made this purchase");
  }

  private static ChargebackResolution resolution(Chargeback chargeback) {
    Draws own = new Draws(RESOLUTIONS.branch(chargeback.getChargebackId()));
    boolean isRejected = own.chance(REJECTED);
    return new ChargebackResolution(
        own.hexId(),
        chargeback.getChargebackId(),
        chargeback.getPurchaseId(),
        chargeback.getAuthorizationId(),
        chargeback.getCardToken(),
        chargeback
            .getEventTime()
            .plusSeconds(
                own.between(
                    (int) SOONEST_RESOLUTION.toSeconds(), (int) LATEST_RESOLUTION.toSeconds())),
        isRejected ? ChargebackOutcome.REJECTED : ChargebackOutcome.UPHELD,
        chargeback.getAmountMinor(),
        chargeback.getCurrency(),
        isRejected ? "The merchant showed who had received it" : "The merchant gave no answer");
  }

  /** Whole seconds, one at least. */
  private Duration delay(Duration median, double sigma, Duration most) {
    double seconds = draws.logNormal((double) median.toSeconds(), sigma);
    return Duration.ofSeconds(Math.max(1, Math.min((long) seconds, most.toSeconds())));
  }
}
