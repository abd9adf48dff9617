package io.cardbeam.simulator.population;

/**
 * A shop, or one branch of a chain.
 *
 * @param id the same for all branches of a chain
 * @param name the same for all branches of a chain
 * @param category what it sells
 * @param place where its counter is; for one on the net, its seat
 */
public record Merchant(String id, String name, Category category, Place place) {

  /** Whether it has no counter. */
  public boolean online() {
    return category.online();
  }
}
