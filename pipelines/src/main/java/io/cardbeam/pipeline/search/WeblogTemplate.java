package io.cardbeam.pipeline.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;

/**
 * Settings and fields of the indices of hits: {@code weblogs-template.json}. What has no field in
 * it is refused by the server, so no log can add fields of its own.
 */
public final class WeblogTemplate {
  /** Where indices of hits are, if nobody says otherwise. */
  public static final String PREFIX = "cardbeam-weblogs";

  private static final String FILE = "weblogs-template.json";
  private static final String PREFIX_IN_FILE = "PREFIX";

  private WeblogTemplate() {}

  /** The template as JSON, for indices of these names. */
  public static String json(DailyIndices indices) {
    try (InputStream in = WeblogTemplate.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not on the class path");
      }
      return new String(in.readAllBytes(), UTF_8).replace(PREFIX_IN_FILE, indices.prefix());
    } catch (IOException e) {
      throw new IllegalStateException(FILE + " can't be read", e);
    }
  }

  /** Puts it on a server, under the name of the indices' prefix. */
  public static void put(SearchServer server, DailyIndices indices) throws IOException {
    server.putTemplate(indices.prefix(), json(indices));
  }
}
