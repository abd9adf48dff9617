package io.cardbeam.rule;

import io.cardbeam.rule.Translator.UnknownToTranslatorException;

/**
 * Operations on two values: logic, comparison, arithmetic, and what one string tells of another.
 */
final class BinaryNodes {
  private BinaryNodes() {}

  static Node of(String function, Node left, Node right) {
    for (Comparison comparison : Comparison.values()) {
      if (comparison.function().equals(function)) {
        return compared(comparison, left, right);
      }
    }
    if (function.equals("_==_")) {
      return equal(left, right);
    }
    if (function.equals("_!=_")) {
      Node.Bool same = equal(left, right);
      return (Node.Bool) input -> !same.test(input);
    }
    if (left instanceof Node.Bool a && right instanceof Node.Bool b) {
      return logic(function, a, b);
    }
    if (left instanceof Node.Int a && right instanceof Node.Int b) {
      return whole(function, a, b);
    }
    if (left instanceof Node.Real a && right instanceof Node.Real b) {
      return real(function, a, b);
    }
    if (left instanceof Node.Text a && right instanceof Node.Text b) {
      return text(function, a, b);
    }
    throw new UnknownToTranslatorException();
  }

  private static Node.Bool compared(Comparison comparison, Node left, Node right) {
    if (left instanceof Node.Int a && right instanceof Node.Int b) {
      return in -> comparison.holds(Long.compare(a.value(in), b.value(in)));
    }
    if (left instanceof Node.Real a && right instanceof Node.Real b) {
      return in -> comparison.holds(a.value(in), b.value(in));
    }
    if (left instanceof Node.Real a && right instanceof Node.Int b) {
      return in -> comparison.holds(a.value(in), b.value(in));
    }
    if (left instanceof Node.Int a && right instanceof Node.Real b) {
      return in -> comparison.holds(a.value(in), b.value(in));
    }
    if (left instanceof Node.Text a && right instanceof Node.Text b) {
      return in -> comparison.holds(a.value(in).compareTo(b.value(in)));
    }
    throw new UnknownToTranslatorException();
  }

  private static Node.Bool equal(Node left, Node right) {
    if (left instanceof Node.Int a && right instanceof Node.Int b) {
      return in -> a.value(in) == b.value(in);
    }
    if (left instanceof Node.Real a && right instanceof Node.Real b) {
      return in -> a.value(in) == b.value(in);
    }
    if (left instanceof Node.Text a && right instanceof Node.Text b) {
      return in -> a.value(in).equals(b.value(in));
    }
    if (left instanceof Node.Bool a && right instanceof Node.Bool b) {
      return in -> a.test(in) == b.test(in);
    }
    throw new UnknownToTranslatorException();
  }

  /** As CEL says, what decides without the other side does so even if the other side fails. */
  private static Node.Bool logic(String function, Node.Bool a, Node.Bool b) {
    return switch (function) {
      case "_&&_" -> in -> decidedBy(false, a, b, in);
      case "_||_" -> in -> decidedBy(true, a, b, in);
      default -> throw new UnknownToTranslatorException();
    };
  }

  private static boolean decidedBy(boolean deciding, Node.Bool a, Node.Bool b, RuleInput in) {
    boolean left;
    try {
      left = a.test(in);
    } catch (RuleFailedException e) {
      if (b.test(in) == deciding) {
        return deciding;
      }
      throw e;
    }
    return left == deciding ? deciding : b.test(in);
  }

  private static Node.Int whole(String function, Node.Int a, Node.Int b) {
    return switch (function) {
      case "_+_" -> in -> Arithmetic.add(a.value(in), b.value(in));
      case "_-_" -> in -> Arithmetic.subtract(a.value(in), b.value(in));
      case "_*_" -> in -> Arithmetic.multiply(a.value(in), b.value(in));
      case "_/_" -> in -> Arithmetic.divide(a.value(in), b.value(in));
      case "_%_" -> in -> Arithmetic.remainder(a.value(in), b.value(in));
      default -> throw new UnknownToTranslatorException();
    };
  }

  private static Node.Real real(String function, Node.Real a, Node.Real b) {
    return switch (function) {
      case "_+_" -> in -> a.value(in) + b.value(in);
      case "_-_" -> in -> a.value(in) - b.value(in);
      case "_*_" -> in -> a.value(in) * b.value(in);
      case "_/_" -> in -> a.value(in) / b.value(in);
      default -> throw new UnknownToTranslatorException();
    };
  }

  private static Node.Bool text(String function, Node.Text a, Node.Text b) {
    return switch (function) {
      case "startsWith" -> in -> a.value(in).startsWith(b.value(in));
      case "endsWith" -> in -> a.value(in).endsWith(b.value(in));
      case "contains" -> in -> a.value(in).contains(b.value(in));
      default -> throw new UnknownToTranslatorException();
    };
  }
}
