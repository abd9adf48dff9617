package io.cardbeam.simulator;

import io.cardbeam.simulator.draw.Seed;
import io.cardbeam.simulator.population.Merchants;
import io.cardbeam.simulator.population.Population;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.traffic.Step;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Card traffic in order of event time, made as it is asked for. First the cards are issued, but for
 * those that join later; then cardholders buy by their habits, pay their bills, move house, and now
 * and then a thief uses a card. Times of requests are whole seconds, so that a file, which has no
 * finer ones, tells the same.
 *
 * <p>Everything is drawn card by card from seeds of their own ({@link Seed}), so neither the order
 * of work nor other cards change what a card does. About 4 microseconds a request once warm.
 */
public final class Simulator {
  private final SimulatorSettings settings;
  private final CardTokenizer tokenizer;

  /**
   * @param settings what to simulate
   * @param tokenizer turns card numbers into tokens; nothing else depends on its key
   */
  public Simulator(SimulatorSettings settings, CardTokenizer tokenizer) {
    this.settings = settings;
    this.tokenizer = tokenizer;
  }

  /** The traffic from its start, as the rest of the house may know it. */
  public Iterator<Step> steps() {
    Iterator<SimulatedStep> labelled = labelled();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return labelled.hasNext();
      }

      @Override
      public Step next() {
        return labelled.next().step();
      }
    };
  }

  /** The same traffic with card numbers and the truth, for whoever writes labels or files. */
  public Iterator<SimulatedStep> labelled() {
    Seed seed = new Seed(settings.seed());
    Population population = new Population(seed, tokenizer);
    Scenery scenery = new Scenery(population, new Merchants(seed), new ItemCatalogue());
    List<CardTraffic> cards = new ArrayList<>(settings.cards());
    for (int i = 0; i < settings.cards(); i++) {
      cards.add(new CardTraffic(population.owner(i), scenery, settings));
    }
    return new MergedTraffic(cards, settings);
  }
}
