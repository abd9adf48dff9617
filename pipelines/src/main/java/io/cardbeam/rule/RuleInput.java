package io.cardbeam.rule;

import io.cardbeam.address.AddressCards;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.money.MinorUnits;
import io.cardbeam.profile.CardAccount;
import io.cardbeam.profile.CardProfile;
import java.time.Instant;

/**
 * What rules look at: a request, its card, its fraud probability and its features. One instance
 * serves one thread for many requests and allocates nothing.
 */
public final class RuleInput {
  private static final float[] NO_FEATURES = {};
  private static final long HOUR_MILLIS = 3_600_000;
  private static final long DAY_MILLIS = 24 * HOUR_MILLIS;
  private static final int DAYS_OF_WEEK = 7;

  /** 1970-01-01 was a Thursday, the third day after a Monday. */
  private static final int EPOCH_DAY_OF_WEEK = 3;

  private AuthorizationRequest request =
      new AuthorizationRequest(
          "",
          "",
          Instant.EPOCH,
          0L,
          "",
          "",
          "",
          "",
          Channel.UNKNOWN,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null);
  private CardProfile profile = CardProfile.EMPTY;
  private AddressCards addresses = AddressCards.NONE;
  private long eventTimeMillis;
  private double amount;
  private double fraudProbability;
  private float[] features = NO_FEATURES;

  /** Looks at another request from now on, with nothing known of its address. */
  public RuleInput set(
      AuthorizationRequest request,
      CardProfile profile,
      double fraudProbability,
      float[] features) {
    return set(request, profile, AddressCards.NONE, fraudProbability, features);
  }

  /**
   * Looks at another request from now on.
   *
   * @param profile the card's, as of the request
   * @param addresses asked when a rule asks for the cards of the request's address
   * @param fraudProbability 0 to 1
   * @param features values of the feature list in its order, NaN where missing; read, not kept
   *     beyond the next call
   * @return this
   */
  public RuleInput set(
      AuthorizationRequest request,
      CardProfile profile,
      AddressCards addresses,
      double fraudProbability,
      float[] features) {
    this.request = request;
    this.profile = profile;
    this.addresses = addresses;
    this.fraudProbability = fraudProbability;
    this.features = features;
    this.eventTimeMillis = request.getEventTime().toEpochMilli();
    this.amount = major(request.getAmountMinor(), request.getCurrency());
    return this;
  }

  private static double major(long minor, String currency) {
    return switch (MinorUnits.digits(currency)) {
      case 0 -> minor;
      case 2 -> minor / 100.0;
      case 3 -> minor / 1_000.0;
      default -> minor / 10_000.0;
    };
  }

  /** The request. */
  AuthorizationRequest request() {
    return request;
  }

  /** Home country of the cardholder; empty where not known. */
  String homeCountry() {
    String home = profile.account().country();
    return home.equals(CardAccount.NO_COUNTRY) ? "" : home;
  }

  /** Whether the shopper's country and the cardholder's are known, and are two. */
  boolean isClientAbroad() {
    String country = request.getClientCountry();
    return country != null && profile.account().isAbroad(country);
  }

  boolean isClientNetworkNew() {
    return profile.clients().isNewNetwork(request);
  }

  boolean isClientAgentNew() {
    return profile.clients().isNewAgent(request);
  }

  /** The most cards from the request's address within one clock hour; 0 where not known. */
  int addressCards() {
    String address = request.getClientIpHash();
    return address == null ? 0 : addresses.within(address, eventTimeMillis);
  }

  double amount() {
    return amount;
  }

  double fraudProbability() {
    return fraudProbability;
  }

  /** A feature by its place in the list; NaN where it is missing. */
  double feature(int index) {
    return index < features.length ? features[index] : Double.NaN;
  }

  long eventTimeMillis() {
    return eventTimeMillis;
  }

  int hourUtc() {
    return (int) Math.floorMod(eventTimeMillis, DAY_MILLIS) / (int) HOUR_MILLIS;
  }

  /** 1 for Monday to 7 for Sunday. */
  int weekday() {
    long day = Math.floorDiv(eventTimeMillis, DAY_MILLIS);
    return (int) Math.floorMod(day + EPOCH_DAY_OF_WEEK, (long) DAYS_OF_WEEK) + 1;
  }
}
