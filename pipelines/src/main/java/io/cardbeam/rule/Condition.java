package io.cardbeam.rule;

/** A rule's expression, checked and ready to be evaluated, by any number of threads. */
public final class Condition {
  private final Node.Bool node;
  private final boolean translated;

  private Condition(Node.Bool node, boolean translated) {
    this.node = node;
    this.translated = translated;
  }

  static Condition translated(Node.Bool node) {
    return new Condition(node, true);
  }

  static Condition interpreted(Node.Bool node) {
    return new Condition(node, false);
  }

  /** One that fails on every request, for an expression that can't be read any more. */
  static Condition failing(String why) {
    RuleFailedException failure = new RuleFailedException(why);
    return new Condition(
        input -> {
          throw failure;
        },
        true);
  }

  /** Whether it is evaluated on primitives, as opposed to by CEL's interpreter. */
  public boolean isTranslated() {
    return translated;
  }

  /** Whether it holds for a request. */
  boolean holds(RuleInput input) {
    return node.test(input);
  }
}
