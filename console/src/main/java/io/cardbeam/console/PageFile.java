package io.cardbeam.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.Route;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** The files of the page; there are no others to ask for. They hold no data. */
enum PageFile {
  PAGE("/", "console.html", "text/html; charset=utf-8"),
  SCRIPT("/console.js", "console.js", "text/javascript; charset=utf-8"),
  TABLES("/tables.js", "tables.js", "text/javascript; charset=utf-8"),
  STYLE("/console.css", "console.css", "text/css; charset=utf-8"),
  ICON("/favicon.ico", "icon.svg", "image/svg+xml");

  private final String path;
  private final String text;
  private final String contentType;

  PageFile(String path, String resource, String contentType) {
    this.path = path;
    this.contentType = contentType;
    this.text = read(resource);
  }

  private static String read(String resource) {
    try (InputStream stream = PageFile.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(resource + " is not in the build");
      }
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " can't be read", e);
    }
  }

  /** A route for each file. */
  static List<Route> routes() {
    return Arrays.stream(values())
        .map(file -> Route.get(file.path, "", Admission.EVERYBODY, file::answer).producing())
        .toList();
  }

  private void answer(Context ctx) {
    ctx.contentType(contentType).header("Cache-Control", "no-cache").result(text);
  }
}
