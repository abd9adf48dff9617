package io.cardbeam.bench.fuzz;

/** What was read without an error is not what it should be. */
final class BrokenLawException extends Exception {
  private static final long serialVersionUID = 1L;

  BrokenLawException(String message) {
    super(message);
  }

  static void require(boolean holds, String law) throws BrokenLawException {
    if (!holds) {
      throw new BrokenLawException(law);
    }
  }
}
