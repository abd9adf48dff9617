package io.cardbeam.rule;

/** {@code condition ? then : otherwise}. */
final class ChoiceNodes {
  private ChoiceNodes() {}

  static Node of(String function, Node condition, Node then, Node otherwise) {
    if (function.equals("_?_:_") && condition instanceof Node.Bool choice) {
      if (then instanceof Node.Bool a && otherwise instanceof Node.Bool b) {
        return (Node.Bool) in -> choice.test(in) ? a.test(in) : b.test(in);
      }
      if (then instanceof Node.Int a && otherwise instanceof Node.Int b) {
        return (Node.Int) in -> choice.test(in) ? a.value(in) : b.value(in);
      }
      if (then instanceof Node.Real a && otherwise instanceof Node.Real b) {
        return (Node.Real) in -> choice.test(in) ? a.value(in) : b.value(in);
      }
      if (then instanceof Node.Text a && otherwise instanceof Node.Text b) {
        return (Node.Text) in -> choice.test(in) ? a.value(in) : b.value(in);
      }
    }
    throw new Translator.UnknownToTranslatorException();
  }
}
