package io.cardbeam.bench.fuzz;

/**
 * What became of the records of an input, or of many.
 *
 * @param events records that were taken
 * @param deadLetters records, or rests of damaged files, that were not
 */
record Taken(long events, long deadLetters) {
  static final Taken NOTHING = new Taken(0, 0);

  Taken plus(Taken other) {
    return new Taken(events + other.events, deadLetters + other.deadLetters);
  }
}
