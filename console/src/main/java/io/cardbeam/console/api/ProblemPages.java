package io.cardbeam.console.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code GET /problems/NAME}: a page for each type of problem, at the path that is its type. */
final class ProblemPages {
  static final String PATH = ProblemType.PAGES + "{name}";
  static final String MEDIA_TYPE = "text/markdown";

  private final Map<String, String> pages =
      Arrays.stream(ProblemType.values())
          .collect(
              Collectors.toMap(
                  ProblemType::slug,
                  type -> new String(ApiDocument.read("problems/" + type.slug() + ".md"), UTF_8)));

  void answer(Context ctx) throws RefusedException {
    String page = pages.get(ctx.pathParam("name"));
    if (page == null) {
      throw new RefusedException(ProblemType.NOT_FOUND, "There is no problem of this name.");
    }
    ctx.contentType(MEDIA_TYPE + "; charset=utf-8")
        .header("Cache-Control", "no-cache")
        .result(page);
  }
}
