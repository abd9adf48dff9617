package io.cardbeam.rule;

/**
 * A condition that has no value for a request, for instance because it divides by zero. The known
 * causes are single instances without a stack trace: a rule may fail on every request.
 */
@SuppressWarnings("StaticAssignmentOfThrowable") // They have no stack trace that could mislead.
final class RuleFailedException extends RuntimeException {
  static final RuleFailedException DIVISION_BY_ZERO = new RuleFailedException("division by zero");
  static final RuleFailedException OVERFLOW = new RuleFailedException("integer overflow");

  private static final long serialVersionUID = 1L;

  RuleFailedException(String message) {
    super(message, null, false, false);
  }
}
