package io.cardbeam.console.gateway;

import io.cardbeam.console.http.FieldProblem;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import java.util.List;

/** Why a request is not sent, or an operation not taken, as a caller reads it. */
final class NotSentProblems {
  private static final int RETRY_SECONDS = 1;

  private NotSentProblems() {}

  static Problem of(NotSentException e) {
    return switch (e.why()) {
      case IN_FLIGHT ->
          Problem.of(
                  ProblemType.REQUEST_IN_FLIGHT,
                  "The same request waits for its answer; ask again for it in a second.")
              .retryAfterSeconds(RETRY_SECONDS);
      case OVERLOADED ->
          Problem.of(
                  ProblemType.OVERLOADED,
                  "Decisions come late, or as many requests wait for them as the gateway takes.")
              .retryAfterSeconds(RETRY_SECONDS);
      case ID_REUSED -> reused(e.pointers());
    };
  }

  /** An id that stands for something else. */
  static Problem reused(List<String> pointers) {
    return Problem.of(
        ProblemType.REQUEST_ID_REUSED,
        "This request_id was used for another request, whose answer stands. Nothing was done."
            + " Take a new request_id.",
        pointers.stream()
            .map(p -> FieldProblem.pointer("#" + p, "differs from the first request"))
            .toList());
  }
}
