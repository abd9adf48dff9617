package io.cardbeam.command.weblog;

import io.cardbeam.command.SearchOption;
import io.cardbeam.pipeline.search.DailyIndices;
import io.cardbeam.pipeline.search.Patience;
import io.cardbeam.pipeline.search.SearchConnection;
import io.cardbeam.pipeline.search.SearchServer;
import io.cardbeam.pipeline.weblog.HitIndex;
import java.io.IOException;
import java.util.Optional;

/** The index that hits go to, asked for before any line is read. */
final class ReadyIndex {
  private ReadyIndex() {}

  /**
   * The index, if one is named.
   *
   * @throws IOException with a line for the user if its server does not answer, is none that this
   *     is for, or has no template for hits
   */
  static Optional<HitIndex> of(SearchOption search) throws IOException {
    Optional<SearchConnection> connection = search.connection();
    if (connection.isEmpty()) {
      return Optional.empty();
    }
    DailyIndices indices = search.indices();
    SearchServer server = new SearchServer(connection.get(), Patience.BRIEF);
    server.product();
    server.requireTemplate(indices.prefix());
    return Optional.of(new HitIndex(connection.get(), indices, Patience.LONG));
  }
}
