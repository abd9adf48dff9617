package io.cardbeam.console.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.text.CardNumberMask;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the fields of one body, {@value #MAX_TOLD} parts at most. */
final class JsonProblems {
  /** Most parts that are told. */
  static final int MAX_TOLD = 50;

  private static final int MAX_NAME_CHARS = 40;

  private final List<FieldProblem> found = new ArrayList<>();
  private boolean more;

  void add(String pointer, String detail) {
    FieldProblem problem = FieldProblem.pointer(pointer, detail);
    if (found.size() < MAX_TOLD) {
      found.add(problem);
    } else {
      more = true;
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  void refuse() throws RefusedException {
    if (found.isEmpty()) {
      return;
    }
    FieldProblem first = found.get(0);
    String detail =
        found.size() == 1
            ? first.place().replaceFirst("^#/?", "") + " " + first.detail()
            : (more ? "More than " : "") + found.size() + " parts of the request are wrong.";
    throw new RefusedException(Problem.of(ProblemType.INVALID_REQUEST, detail, found));
  }

  /** A name that the sender chose, for a pointer: masked, cut, escaped. */
  static String shown(String name) {
    String masked = CardNumberMask.mask(name);
    String cut =
        masked.codePointCount(0, masked.length()) <= MAX_NAME_CHARS
            ? masked
            : masked.substring(0, masked.offsetByCodePoints(0, MAX_NAME_CHARS)) + "…";
    return URLEncoder.encode(cut.replace("~", "~0").replace("/", "~1"), UTF_8)
        .replace("+", "%20")
        .replace("%7E", "~");
  }
}
