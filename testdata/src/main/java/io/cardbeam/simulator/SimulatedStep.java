package io.cardbeam.simulator;

import io.cardbeam.event.Cardholder;
import io.cardbeam.simulator.population.CardNumber;
import io.cardbeam.simulator.population.Merchant;
import io.cardbeam.traffic.Step;

/** A step of traffic with what only the simulator knows of it. */
public sealed interface SimulatedStep {

  /** The step as the rest of the house may know it: without card number and truth. */
  Step step();

  /**
   * An event that happens whatever is decided.
   *
   * @param step the event
   */
  record Announcement(Step.Publish step) implements SimulatedStep {}

  /**
   * A request, and the truth of it.
   *
   * @param step the request, and what follows if it is approved
   * @param number number of the card
   * @param cardholder the owner at that time
   * @param merchant who asks
   * @param behaviour who uses the card, and how: the label
   */
  record Attempt(
      Step.Attempt step,
      CardNumber number,
      Cardholder cardholder,
      Merchant merchant,
      Behaviour behaviour)
      implements SimulatedStep {}
}
