package io.cardbeam.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns a checked syntax tree of CEL into a tree of {@link Node}s on primitives: some nanoseconds
 * an operation and nothing allocated, where CEL's own interpreter takes half a microsecond for a
 * short rule. It knows constants, variables, comparison, arithmetic, logic, {@code ?:}, {@code in}
 * a list of constants and the plain functions of strings. What it does not know is left to the
 * interpreter.
 */
final class Translator {
  private final RuleLanguage language;

  private Translator(RuleLanguage language) {
    this.language = language;
  }

  /** The translation, or empty if the tree holds something that is not known here. */
  static Optional<Node.Bool> translate(CelAbstractSyntaxTree tree, RuleLanguage language) {
    try {
      return new Translator(language).node(tree.getExpr()) instanceof Node.Bool bool
          ? Optional.of(bool)
          : Optional.empty();
    } catch (UnknownToTranslatorException e) {
      return Optional.empty();
    }
  }

  private Node node(CelExpr expression) {
    return switch (expression.getKind()) {
      case CONSTANT -> constant(expression.constant());
      case IDENT ->
          language
              .variable(expression.ident().name())
              .map(RuleLanguage.Variable::node)
              .orElseThrow(UnknownToTranslatorException::new);
      case CALL -> call(expression.call());
      default -> throw new UnknownToTranslatorException();
    };
  }

  private static Node constant(CelConstant constant) {
    return switch (constant.getKind()) {
      case BOOLEAN_VALUE -> {
        boolean value = constant.booleanValue();
        yield (Node.Bool) input -> value;
      }
      case INT64_VALUE -> {
        long value = constant.int64Value();
        yield (Node.Int) input -> value;
      }
      case DOUBLE_VALUE -> {
        double value = constant.doubleValue();
        yield (Node.Real) input -> value;
      }
      case STRING_VALUE -> {
        String value = constant.stringValue();
        yield (Node.Text) input -> value;
      }
      default -> throw new UnknownToTranslatorException();
    };
  }

  private Node call(CelExpr.CelCall call) {
    List<CelExpr> arguments =
        call.target()
            .map(target -> prepend(target, call.args()))
            .orElse(call.args().stream().toList());
    String function = call.function();
    return switch (arguments.size()) {
      case 1 -> UnaryNodes.of(function, node(arguments.get(0)));
      case 2 ->
          function.equals("@in")
              ? MembershipNodes.of(node(arguments.get(0)), arguments.get(1))
              : BinaryNodes.of(function, node(arguments.get(0)), node(arguments.get(1)));
      case 3 ->
          ChoiceNodes.of(
              function, node(arguments.get(0)), node(arguments.get(1)), node(arguments.get(2)));
      default -> throw new UnknownToTranslatorException();
    };
  }

  private static List<CelExpr> prepend(CelExpr first, List<CelExpr> rest) {
    return Stream.concat(Stream.of(first), rest.stream()).toList();
  }

  /** Says within the translation that something is not known. */
  static final class UnknownToTranslatorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownToTranslatorException() {
      super("not known to the translator", null, false, false);
    }
  }
}
