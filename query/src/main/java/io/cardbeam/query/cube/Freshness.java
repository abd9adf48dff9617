package io.cardbeam.query.cube;

import java.time.Instant;
import java.util.Optional;

/**
 * What a cube's answers are made of.
 *
 * @param builtTo event time of the newest row of the star; empty if it has none
 * @param laterAuthorizations rows that came since the star was built
 * @param laterTransactions the same
 * @param asOf when PostgreSQL was asked for them last; empty if they are not in
 */
public record Freshness(
    Optional<Instant> builtTo,
    long laterAuthorizations,
    long laterTransactions,
    Optional<Instant> asOf) {}
