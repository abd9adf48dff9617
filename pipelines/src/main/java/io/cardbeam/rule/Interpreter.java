package io.cardbeam.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction.Overload;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Evaluates a checked condition with CEL's own runtime: slower than the translation, and right for
 * all of the language. Order between int and double is {@link Comparison}'s, and NaN equals
 * nothing, both by the language's definition; the runtime's own takes NaN for greater than any
 * number, so that a missing feature would meet {@code requests_1h > 3}.
 */
final class Interpreter {
  private static final Set<Overload.Comparison> OURS =
      EnumSet.of(
          Overload.Comparison.LESS_DOUBLE_INT64,
          Overload.Comparison.LESS_INT64_DOUBLE,
          Overload.Comparison.LESS_EQUALS_DOUBLE_INT64,
          Overload.Comparison.LESS_EQUALS_INT64_DOUBLE,
          Overload.Comparison.GREATER_DOUBLE_INT64,
          Overload.Comparison.GREATER_INT64_DOUBLE,
          Overload.Comparison.GREATER_EQUALS_DOUBLE_INT64,
          Overload.Comparison.GREATER_EQUALS_INT64_DOUBLE);

  private final CelRuntime runtime;
  private final RuleLanguage language;

  Interpreter(CelOptions options, RuleLanguage language) {
    this.language = language;
    CelStandardFunctions functions =
        CelStandardFunctions.newBuilder()
            .filterFunctions(
                (function, overload) ->
                    !(overload instanceof Overload.Relation) && !isOurs(overload))
            .build();
    this.runtime =
        CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(options)
            .setStandardEnvironmentEnabled(false)
            .setStandardFunctions(functions)
            .addFunctionBindings(comparisons())
            .addFunctionBindings(
                CelFunctionBinding.from(
                    "equals", Object.class, Object.class, (a, b) -> equal(a, b, options)),
                CelFunctionBinding.from(
                    "not_equals", Object.class, Object.class, (a, b) -> !equal(a, b, options)))
            .build();
  }

  private static boolean isOurs(CelStandardFunctions.StandardOverload overload) {
    return overload instanceof Overload.Comparison known && OURS.contains(known);
  }

  private static boolean equal(Object a, Object b, CelOptions options) {
    if (a instanceof Double left && b instanceof Double right) {
      return left.doubleValue() == right.doubleValue();
    }
    return RuntimeEquality.create(RuntimeHelpers.create(), options).objectEquals(a, b);
  }

  private static List<CelFunctionBinding> comparisons() {
    List<CelFunctionBinding> bindings = new ArrayList<>();
    for (Comparison comparison : Comparison.values()) {
      bindings.add(
          CelFunctionBinding.from(
              comparison.overload() + "_double_int64",
              Double.class,
              Long.class,
              (Double a, Long b) -> comparison.holds(a.doubleValue(), b.longValue())));
      bindings.add(
          CelFunctionBinding.from(
              comparison.overload() + "_int64_double",
              Long.class,
              Double.class,
              (Long a, Double b) -> comparison.holds(a.longValue(), b.doubleValue())));
    }
    return bindings;
  }

  /**
   * The condition as a node that asks the runtime.
   *
   * @throws CelEvaluationException if the runtime can't take the tree
   */
  Node.Bool node(CelAbstractSyntaxTree tree) throws CelEvaluationException {
    CelRuntime.Program program = runtime.createProgram(tree);
    return input -> {
      try {
        if (program.eval(variables(input)) instanceof Boolean value) {
          return value;
        }
        throw new RuleFailedException("its value is no bool");
      } catch (CelEvaluationException e) {
        throw new RuleFailedException(String.valueOf(e.getMessage()));
      }
    };
  }

  private CelVariableResolver variables(RuleInput input) {
    return name -> value(name, input);
  }

  private Optional<Object> value(String name, RuleInput input) {
    return language.variable(name).map(variable -> variable.value(input));
  }
}
