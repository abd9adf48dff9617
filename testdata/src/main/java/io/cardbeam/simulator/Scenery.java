package io.cardbeam.simulator;

import io.cardbeam.simulator.population.Merchants;
import io.cardbeam.simulator.population.Population;

/**
 * What all cards of a simulation share; none of it changes.
 *
 * @param population who there is
 * @param merchants where one can buy
 * @param items what one can buy
 */
record Scenery(Population population, Merchants merchants, ItemCatalogue items) {}
