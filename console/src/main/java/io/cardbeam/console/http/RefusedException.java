package io.cardbeam.console.http;

import java.util.List;

/** A request that is not served. The message never quotes what was sent. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** A refusal with this problem. */
  public RefusedException(Problem problem) {
    super(problem.detail() + problem.errors());
    this.problem = problem;
  }

  /** A refusal that is about no part of the request. */
  public RefusedException(ProblemType type, String detail) {
    this(Problem.of(type, detail));
  }

  /** A query parameter that can't be taken. */
  public static RefusedException badParameter(String name, String detail) {
    return invalid(FieldProblem.parameter(name, detail));
  }

  /** A header field that can't be taken. */
  public static RefusedException badHeader(String name, String detail) {
    return invalid(FieldProblem.header(name, detail));
  }

  private static RefusedException invalid(FieldProblem error) {
    return new RefusedException(
        Problem.of(
            ProblemType.INVALID_PARAMETER, error.place() + " " + error.detail(), List.of(error)));
  }

  /** What is answered. */
  public Problem problem() {
    return problem;
  }
}
