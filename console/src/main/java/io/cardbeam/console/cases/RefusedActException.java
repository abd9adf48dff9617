package io.cardbeam.console.cases;

/** The case is in no state for an act; its message says why, to whoever wanted it. */
final class RefusedActException extends Exception {
  private static final long serialVersionUID = 1L;

  RefusedActException(String why) {
    super(why);
  }
}
