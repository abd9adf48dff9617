package io.cardbeam.query.check;

/**
 * What must be so of a star's data.
 *
 * @param name what must be so, for instance {@code dim_card: card_key is unique}
 * @param offending question that gives the rows that are not so
 */
record Expectation(String name, String offending) {}
