package io.cardbeam.console.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** {@code GET /openapi.json}: the OpenAPI 3.1 document that describes the routes. */
public final class ApiDocument {
  /** Where the document is among the resources. */
  public static final String RESOURCE = "openapi.json";

  private final byte[] text = read(RESOURCE);

  /** The routes of the document and of the pages that its problems name. */
  public static List<Route> routes() {
    ApiDocument document = new ApiDocument();
    ProblemPages pages = new ProblemPages();
    return List.of(
        Route.get("/openapi.json", "getApiDocument", Admission.EVERYBODY, document::answer),
        Route.get(ProblemPages.PATH, "getProblemPage", Admission.EVERYBODY, pages::answer)
            .producing(ProblemPages.MEDIA_TYPE));
  }

  private void answer(Context ctx) {
    ctx.contentType(Route.JSON).header("Cache-Control", "no-cache").result(text);
  }

  static byte[] read(String resource) {
    try (InputStream stream = ApiDocument.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(resource + " is not in the build");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " can't be read", e);
    }
  }
}
