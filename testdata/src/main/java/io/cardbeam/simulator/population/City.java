package io.cardbeam.simulator.population;

/**
 * A real city of the United States; figures are rounded and meant for simulation only.
 *
 * @param index place in the built-in table, from 0
 * @param name name
 * @param state two-letter code of the state
 * @param postalCode one ZIP code of its centre, five digits
 * @param latitude centre, degrees north
 * @param longitude centre, degrees east
 * @param population inhabitants, about 2020
 */
public record City(
    int index,
    String name,
    String state,
    String postalCode,
    double latitude,
    double longitude,
    int population) {

  /** The city's centre. */
  public Place centre() {
    return new Place(latitude, longitude, name, state);
  }
}
