package io.cardbeam.pipeline.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;

/**
 * Asks daily indices for documents and for sums over them. A person waits for the answer: a server
 * that has none in time is not asked again.
 */
public final class IndexSearch {
  /** How long a server may look before it answers with what it has, which counts as no answer. */
  public static final Duration LOOK_WITHIN = Duration.ofSeconds(10);

  /** How long an answer may take, to its last byte. */
  public static final Duration ANSWER_WITHIN = LOOK_WITHIN.plusSeconds(5);

  private static final String OF_ALL =
      "/_search?ignore_unavailable=true&allow_no_indices=true&expand_wildcards=open";

  private final SearchHttp http;
  private final String path;

  /**
   * Searches in these indices, whose server need not be up yet.
   *
   * @throws IOException if the file of certificates can't be read
   */
  public IndexSearch(SearchConnection connection, DailyIndices indices) throws IOException {
    http =
        new SearchHttp(
            new SearchConnection(
                connection.url(),
                connection.credentials(),
                connection.caFile(),
                connection.connectWithin(),
                ANSWER_WITHIN));
    path = "/" + indices.all() + OF_ALL;
  }

  /**
   * The answer to a question in the server's own language. No index at all is one without
   * documents.
   *
   * @throws SearchRefusedException if the server does not take the question
   * @throws SearchUnavailableException if it does not find all of the answer, or not in time
   * @throws IOException if it does not answer
   */
  public JsonNode ask(ObjectNode question) throws IOException {
    ObjectNode limited = question.deepCopy().put("timeout", LOOK_WITHIN.toSeconds() + "s");
    SearchAnswer answer = http.send("POST", path, limited.toString().getBytes(UTF_8));
    if (answer.mayPass()) {
      throw new SearchUnavailableException(
          "the search server at " + http.url() + " can't search now: " + answer.reason());
    }
    if (!answer.isSuccess()) {
      throw SearchRefusedException.of(http.url(), "to search", answer);
    }
    JsonNode found = answer.json();
    if (found.path("timed_out").asBoolean() || found.at("/_shards/failed").asInt() > 0) {
      throw new SearchUnavailableException(
          "the search server at " + http.url() + " did not look at all of its index in time");
    }
    return found;
  }
}
