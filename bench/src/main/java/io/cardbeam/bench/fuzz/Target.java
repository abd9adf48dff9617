package io.cardbeam.bench.fuzz;

/**
 * A part of Cardbeam that reads what others wrote, with the inputs that are thrown at it. One
 * thread at a time uses one target; each thread has its own.
 */
interface Target {
  /** An input, which follows from its seed alone. */
  FuzzInput input(long seed);

  /**
   * Reads an input to its end.
   *
   * @return what became of it; each record of the input is either an event or a dead letter
   * @throws Exception if anything is thrown where a dead letter would be right, or a law does not
   *     hold for what was taken
   */
  Taken run(byte[] input) throws Exception;
}
