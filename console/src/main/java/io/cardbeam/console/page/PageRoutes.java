package io.cardbeam.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.page.PageFile.Coding;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The page over HTTP: one document for each of the page's paths, which the browser asks for again
 * each time, and files whose names change with their content, which it keeps. They hold no data.
 */
public final class PageRoutes {
  /** Paths of the page; what is shown at each is the page's own matter. */
  static final List<String> PATHS =
      List.of(
          "/",
          "/live",
          "/cases",
          "/cases/{id}",
          "/cards",
          "/me",
          "/board",
          "/dead-letters",
          "/weblogs",
          "/cube",
          "/settings",
          "/sign-in",
          "/sign-up",
          "/set-password");

  private static final String WITHOUT_PAGE = "without-page.html";
  private static final String ICON = "icon.svg";
  private static final String KEPT = "public, max-age=31536000, immutable";
  private static final String ASKED_AGAIN = "no-cache";

  private final PageFiles files;

  private PageRoutes(PageFiles files) {
    this.files = files;
  }

  /** Those of this build. */
  public static List<Route> routes() {
    return routes(PageFiles.built());
  }

  static List<Route> routes(PageFiles files) {
    PageRoutes page = new PageRoutes(files);
    List<Route> routes = new ArrayList<>();
    PageFile document = files.find(PageFiles.INDEX).orElseGet(() -> ours(WITHOUT_PAGE));
    for (String path : PATHS) {
      routes.add(route(path, ctx -> answer(ctx, document, ASKED_AGAIN)));
    }
    PageFile icon = ours(ICON);
    routes.add(route("/favicon.ico", ctx -> answer(ctx, icon, ASKED_AGAIN)));
    routes.add(route("/assets/{file}", page::asset));
    routes.add(
        route("/licences.txt", ctx -> answer(ctx, page.listed("licences.txt"), ASKED_AGAIN)));
    return routes;
  }

  private static Route route(String path, Handler handler) {
    return Route.get(path, "", Admission.EVERYBODY, handler).producing();
  }

  private void asset(Context ctx) throws RefusedException {
    answer(ctx, listed("assets/" + ctx.pathParam("file")), KEPT);
  }

  private PageFile listed(String name) throws RefusedException {
    return files
        .find(name)
        .orElseThrow(
            () -> new RefusedException(ProblemType.NOT_FOUND, "The page has no such file."));
  }

  private static void answer(Context ctx, PageFile file, String caching) {
    String tag = "\"" + file.hash() + "\"";
    ctx.header("Cache-Control", caching).header("ETag", tag).header("Vary", "Accept-Encoding");
    String known = ctx.header("If-None-Match");
    if (known != null && known.contains(tag)) {
      ctx.status(HttpStatus.NOT_MODIFIED);
      return;
    }
    Coding coding = file.best(new AcceptedEncodings(ctx.header("Accept-Encoding")));
    if (coding != Coding.IDENTITY) {
      ctx.header("Content-Encoding", coding.token());
    }
    // It is packed as well as it can be.
    ctx.disableCompression().contentType(file.contentType()).result(file.bytes(coding));
  }

  /** A file that is there without Node too. */
  private static PageFile ours(String name) {
    try (InputStream stream = PageRoutes.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is not in the build");
      }
      byte[] bytes = stream.readAllBytes();
      String hash = Integer.toHexString(new String(bytes, UTF_8).hashCode());
      return new PageFile(name, hash, Map.of(Coding.IDENTITY, bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " can't be read", e);
    }
  }
}
