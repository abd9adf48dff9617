package io.cardbeam.rule;

/** Operations on one value. */
final class UnaryNodes {
  private UnaryNodes() {}

  static Node of(String function, Node value) {
    if (value instanceof Node.Bool bool && function.equals("!_")) {
      return (Node.Bool) input -> !bool.test(input);
    }
    if (value instanceof Node.Int number && function.equals("-_")) {
      return (Node.Int) input -> Arithmetic.negate(number.value(input));
    }
    if (value instanceof Node.Int number && function.equals("double")) {
      return (Node.Real) input -> number.value(input);
    }
    if (value instanceof Node.Real number && function.equals("-_")) {
      return (Node.Real) input -> -number.value(input);
    }
    if (value instanceof Node.Text text && function.equals("size")) {
      return (Node.Int) input -> codePoints(text.value(input));
    }
    throw new Translator.UnknownToTranslatorException();
  }

  private static long codePoints(String text) {
    return text.codePointCount(0, text.length());
  }
}
