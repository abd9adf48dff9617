package io.cardbeam.simulator;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Cardholder;
import io.cardbeam.event.Channel;
import io.cardbeam.simulator.draw.Draws;
import io.cardbeam.simulator.population.CardOwner;
import io.cardbeam.simulator.population.Merchant;
import io.cardbeam.simulator.population.Place;
import io.cardbeam.traffic.Step;
import java.time.Instant;

/** Requests of one card, with what follows each decision. */
final class AttemptFactory {
  static final String CURRENCY = "USD";

  private final CardOwner owner;
  private final Clearing clearing;
  private final Draws draws;

  AttemptFactory(CardOwner owner, ItemCatalogue items, Draws draws) {
    this.owner = owner;
    this.clearing = new Clearing(items, draws);
    this.draws = draws;
  }

  SimulatedStep.Attempt attempt(
      long millis,
      Merchant merchant,
      long amountMinor,
      Cardholder cardholder,
      Behaviour behaviour) {
    AuthorizationRequest request = request(millis, merchant, amountMinor);
    return new SimulatedStep.Attempt(
        new Step.Attempt(
            request,
            clearing.after(request, merchant.category(), behaviour),
            Inquiry.after(request, behaviour)),
        owner.number(),
        cardholder,
        merchant,
        behaviour);
  }

  // Of a purchase on the net the place is not known: the merchant's seat says nothing of the card.
  private AuthorizationRequest request(long millis, Merchant merchant, long amountMinor) {
    boolean online = merchant.online();
    Place place = merchant.place();
    return new AuthorizationRequest(
        draws.hexId(),
        owner.token(),
        Instant.ofEpochMilli(millis),
        amountMinor,
        CURRENCY,
        merchant.id(),
        merchant.name(),
        merchant.category().label(),
        online ? Channel.ONLINE : Channel.CARD_PRESENT,
        online ? null : place.latitude(),
        online ? null : place.longitude(),
        online ? null : place.city(),
        online ? null : place.state(),
        null,
        null,
        null,
        null);
  }
}
