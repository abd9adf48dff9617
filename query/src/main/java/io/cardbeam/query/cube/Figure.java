package io.cardbeam.query.cube;

import io.cardbeam.query.QueryException;
import java.util.Set;

/**
 * A measure of one fact, as cells have it.
 *
 * @param name as it was asked for: the measure's, or {@code authorization.count} where both facts
 *     have it
 * @param fact that is counted
 */
public record Figure(String name, CubeFact fact, Measure measure) {

  /**
   * A figure by its name.
   *
   * @param facts that are asked
   * @throws QueryException if none is called so, none of the facts has it, or both have
   */
  static Figure of(String name, Set<CubeFact> facts) throws QueryException {
    for (CubeFact fact : facts) {
      String prefix = fact.name() + ".";
      if (name.startsWith(prefix)) {
        return new Figure(name, fact, Measure.of(name.substring(prefix.length()), fact));
      }
    }
    if (facts.size() == 1) {
      CubeFact fact = facts.iterator().next();
      return new Figure(name, fact, Measure.of(name, fact));
    }
    Measure measure = Measure.of(name);
    if (measure.facts().size() > 1) {
      throw new QueryException(
          "both facts have %1$s: ask for authorization.%1$s or transaction.%1$s".formatted(name));
    }
    return new Figure(name, measure.facts().iterator().next(), measure);
  }
}
