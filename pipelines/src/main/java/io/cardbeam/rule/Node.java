package io.cardbeam.rule;

/**
 * A translated part of a condition, by the type of its value. Values are primitives, so that
 * evaluation allocates nothing. Throws {@link RuleFailedException} where CEL has an error.
 */
sealed interface Node {

  /** Of CEL's type bool. */
  @FunctionalInterface
  non-sealed interface Bool extends Node {
    boolean test(RuleInput input);
  }

  /** Of CEL's type int. */
  @FunctionalInterface
  non-sealed interface Int extends Node {
    long value(RuleInput input);
  }

  /** Of CEL's type double. */
  @FunctionalInterface
  non-sealed interface Real extends Node {
    double value(RuleInput input);
  }

  /** Of CEL's type string. */
  @FunctionalInterface
  non-sealed interface Text extends Node {
    String value(RuleInput input);
  }
}
