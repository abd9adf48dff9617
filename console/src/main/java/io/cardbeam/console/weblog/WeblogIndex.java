package io.cardbeam.console.weblog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.geo.GeoProvider;
import io.cardbeam.pipeline.search.DailyIndices;
import io.cardbeam.pipeline.search.IndexSearch;
import io.cardbeam.pipeline.search.SearchConnection;
import io.cardbeam.pipeline.search.SearchRefusedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where hits are indexed.
 *
 * @param connection of the search server
 * @param indices of hits
 * @param locator who located the addresses, if it is to be named
 */
public record WeblogIndex(
    SearchConnection connection, DailyIndices indices, Optional<GeoProvider> locator) {
  private static final Logger LOG = LoggerFactory.getLogger(WeblogIndex.class);
  private static final int RETRY_SECONDS = 5;

  /** Hits that were located by what {@code weblogs} has by default, as an index does not say. */
  public WeblogIndex(SearchConnection connection, DailyIndices indices) {
    this(connection, indices, Optional.of(GeoProvider.DB_IP));
  }

  /** How far the clock of a log may be ahead and its hits still count as the newest. */
  static final Duration AHEAD = Duration.ofHours(1);

  /** Asks an index, or says that this console has none. */
  static final class Asked {
    private final Optional<IndexSearch> search;
    private final Optional<GeoProvider> locator;

    /**
     * @throws IOException if the server's certificates can't be read
     */
    Asked(Optional<WeblogIndex> index) throws IOException {
      search =
          index.isPresent()
              ? Optional.of(new IndexSearch(index.get().connection(), index.get().indices()))
              : Optional.empty();
      locator = index.flatMap(WeblogIndex::locator);
    }

    /** Who located the addresses, if it is to be named. */
    Optional<GeoProvider> locator() {
      return locator;
    }

    /**
     * The search server's answer.
     *
     * @throws RefusedException if this console has no index, or its server does not answer
     */
    JsonNode ask(ObjectNode question) throws RefusedException {
      IndexSearch asked =
          search.orElseThrow(
              () ->
                  new RefusedException(
                      ProblemType.NOT_FOUND,
                      "This console has no index of web logs: start it with --search URL."));
      try {
        return asked.ask(question);
      } catch (SearchRefusedException e) {
        LOG.warn("{}", e.getMessage());
        throw unavailable("The index of web logs refuses the question; the server's log says why.");
      } catch (IOException e) {
        LOG.warn("the index of web logs has no answer: {}", e.toString());
        throw unavailable(
            "The index of web logs does not answer now: try again, or ask for a shorter range.");
      }
    }

    private static RefusedException unavailable(String detail) {
      return new RefusedException(
          Problem.of(ProblemType.UNAVAILABLE, detail).retryAfterSeconds(RETRY_SECONDS));
    }

    /** Oldest and newest hit; empty without hits. */
    Optional<WeblogRange.Extent> extent(Instant now) throws RefusedException {
      ObjectNode question = Json.object().put("size", 0).put("track_total_hits", false);
      question.set("query", new WeblogRange(Instant.EPOCH, now.plus(AHEAD)).query());
      ObjectNode both = question.putObject("aggs");
      both.putObject("oldest").putObject("min").put("field", WeblogRange.FIELD);
      both.putObject("newest").putObject("max").put("field", WeblogRange.FIELD);
      JsonNode found = ask(question).path("aggregations");
      JsonNode newest = found.at("/newest/value");
      return newest.isNumber()
          ? Optional.of(
              new WeblogRange.Extent(
                  Instant.ofEpochMilli(found.at("/oldest/value").asLong()),
                  Instant.ofEpochMilli(newest.asLong())))
          : Optional.empty();
    }
  }
}
