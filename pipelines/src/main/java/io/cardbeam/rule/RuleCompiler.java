package io.cardbeam.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import io.cardbeam.wire.RuleChecks;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads and type-checks conditions in CEL, the Common Expression Language. Remembers what it has
 * read: the same rules come again with every change of the book.
 */
public final class RuleCompiler {
  /** Deepest nesting of an expression. */
  public static final int MAX_DEPTH = 32;

  /** Most steps that a condition's {@code exists} and {@code all} take for a request. */
  public static final int MAX_ITERATIONS = 1_000;

  private static final int MAX_REMEMBERED = 10_000;
  private static final int MAX_REGEX_PROGRAM = 1_000;
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .maxExpressionCodePointSize(RuleChecks.MAX_EXPRESSION_CHARS)
          .maxParseRecursionDepth(MAX_DEPTH)
          .maxRegexProgramSize(MAX_REGEX_PROGRAM)
          .build();

  private final RuleLanguage language;
  private final CelCompiler cel;
  private final Interpreter interpreter;
  private final Map<String, Condition> remembered = new ConcurrentHashMap<>();

  /** A compiler for conditions over these variables. */
  public RuleCompiler(RuleLanguage language) {
    this.language = language;
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.EXISTS, CelStandardMacro.ALL)
            .setResultType(SimpleType.BOOL);
    for (RuleLanguage.Variable variable : language.variables()) {
      builder.addVar(variable.name(), celType(variable.node()));
    }
    this.cel = builder.build();
    this.interpreter = new Interpreter(OPTIONS, language);
  }

  private static CelType celType(Node node) {
    if (node instanceof Node.Bool) {
      return SimpleType.BOOL;
    }
    if (node instanceof Node.Int) {
      return SimpleType.INT;
    }
    return node instanceof Node.Real ? SimpleType.DOUBLE : SimpleType.STRING;
  }

  /** The variables of its conditions. */
  public RuleLanguage language() {
    return language;
  }

  /**
   * The condition that this text states.
   *
   * @throws BadRuleException if it is no CEL, uses what is not there, or is not of type bool; with
   *     line and column
   */
  public Condition compile(String expression) throws BadRuleException {
    Condition known = remembered.get(expression);
    if (known != null) {
      return known;
    }
    Condition condition = make(checked(expression));
    if (remembered.size() < MAX_REMEMBERED) {
      remembered.put(expression, condition);
    }
    return condition;
  }

  /**
   * As {@link #compile}, and a condition that fails on every request for a text that is refused.
   */
  Condition compileOrFail(String expression) {
    try {
      return compile(expression);
    } catch (BadRuleException e) {
      return Condition.failing(e.line() + ":" + e.column() + ": " + e.reason());
    }
  }

  CelAbstractSyntaxTree checked(String expression) throws BadRuleException {
    if (expression.isBlank()) {
      throw new BadRuleException(1, 1, "there is no expression");
    }
    CelValidationResult result = cel.compile(expression);
    if (result.hasError()) {
      CelIssue first = result.getErrors().get(0);
      throw new BadRuleException(
          Math.max(1, first.getSourceLocation().getLine()),
          Math.max(0, first.getSourceLocation().getColumn()) + 1,
          IssueWording.of(first.getMessage()));
    }
    try {
      return result.getAst();
    } catch (CelValidationException e) {
      throw new BadRuleException(1, 1, IssueWording.of(String.valueOf(e.getMessage())));
    }
  }

  private Condition make(CelAbstractSyntaxTree tree) throws BadRuleException {
    Optional<Node.Bool> translated = Translator.translate(tree, language);
    if (translated.isPresent()) {
      return Condition.translated(translated.get());
    }
    return Condition.interpreted(interpreted(tree));
  }

  Node.Bool interpreted(CelAbstractSyntaxTree tree) throws BadRuleException {
    try {
      return interpreter.node(tree);
    } catch (CelEvaluationException e) {
      throw new BadRuleException(1, 1, String.valueOf(e.getMessage()));
    }
  }
}
