package io.cardbeam.pipeline.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What is asked of a server beside documents: what it is, templates, and which indices there are.
 */
public final class SearchServer {
  private static final int LEAST_ELASTICSEARCH = 8;
  private static final int LEAST_OPENSEARCH = 2;

  /** Since 2.15 it has the type {@code wildcard}. */
  private static final int LEAST_OPENSEARCH_MINOR = 15;

  private final SearchHttp http;
  private final Patience patience;

  /**
   * A server that is asked as patiently as {@link Patience#SHORT}: whoever asks waits for it.
   *
   * @throws IOException if the file of certificates can't be read
   */
  public SearchServer(SearchConnection connection) throws IOException {
    this(connection, Patience.SHORT);
  }

  /**
   * A server.
   *
   * @throws IOException if the file of certificates can't be read
   */
  public SearchServer(SearchConnection connection, Patience patience) throws IOException {
    this(new SearchHttp(connection), patience);
  }

  SearchServer(SearchHttp http, Patience patience) {
    this.http = http;
    this.patience = patience;
  }

  /**
   * Its product and version, such as {@code OpenSearch 2.19.1}.
   *
   * @throws SearchRefusedException if it is none that this is for
   * @throws IOException if it does not answer
   */
  public String product() throws IOException {
    JsonNode version = success("to say what it is", "GET", "/").json().path("version");
    String number = version.path("number").asText("");
    String[] parts = number.split("\\.", -1);
    boolean isOpenSearch = version.path("distribution").asText("").equals("opensearch");
    String product = (isOpenSearch ? "OpenSearch " : "Elasticsearch ") + number;
    int major = number(parts[0]);
    int minor = parts.length > 1 ? number(parts[1]) : 0;
    boolean isKnown =
        isOpenSearch
            ? major > LEAST_OPENSEARCH
                || (major == LEAST_OPENSEARCH && minor >= LEAST_OPENSEARCH_MINOR)
            : major >= LEAST_ELASTICSEARCH;
    if (!isKnown) {
      throw new SearchRefusedException(
          (number.isEmpty() ? "there is no search server" : "there is " + product)
              + " at "
              + http.url()
              + ": OpenSearch 2.15 or newer or Elasticsearch 8 or newer is needed");
    }
    return product;
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
  }

  /**
   * Gives indices that are made from now on their settings and fields; a template of this name that
   * is there is replaced.
   */
  public void putTemplate(String name, String json) throws IOException {
    http("the template " + name, "PUT", "/_index_template/" + name, json.getBytes(UTF_8));
  }

  /**
   * Checks that new indices get their fields by a template. Whether there is one is not known to a
   * user without the right to see it, whom this passes.
   *
   * @throws SearchRefusedException if there is none
   * @throws IOException if the server does not answer
   */
  public void requireTemplate(String name) throws IOException {
    SearchAnswer answer = ask("GET", "/_index_template/" + name);
    if (answer.status() == SearchAnswer.NOT_FOUND) {
      throw new SearchRefusedException(
          "the search server at "
              + http.url()
              + " has no template "
              + name
              + ": run search prepare with the same address first");
    }
    if (answer.status() != SearchAnswer.FORBIDDEN) {
      sound(answer, "to say which templates it has");
    }
  }

  /** The daily indices that there are, by name. */
  public List<String> indices(DailyIndices of) throws IOException {
    SearchAnswer answer = ask("GET", "/" + of.all() + "/_alias?expand_wildcards=all");
    if (answer.status() == SearchAnswer.NOT_FOUND) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    Iterator<String> all = sound(answer, "to list indices").json().fieldNames();
    while (all.hasNext()) {
      String name = all.next();
      if (of.epochDay(name).isPresent()) {
        names.add(name);
      }
    }
    names.sort(null);
    return names;
  }

  /**
   * Deletes the indices of days before one, each by its own name.
   *
   * @param epochDay the first day that stays, days since 1970 UTC
   * @return those that were deleted
   */
  public List<String> deleteBefore(DailyIndices of, long epochDay) throws IOException {
    List<String> deleted = new ArrayList<>();
    for (String name : indices(of)) {
      if (of.epochDay(name).orElse(epochDay) < epochDay) {
        SearchAnswer answer = ask("DELETE", "/" + name);
        if (answer.status() != SearchAnswer.NOT_FOUND) {
          sound(answer, "to delete " + name);
        }
        deleted.add(name);
      }
    }
    return deleted;
  }

  /** Documents in all daily indices, those included that came a moment ago. */
  public long count(DailyIndices of) throws IOException {
    SearchAnswer refreshed = ask("POST", "/" + of.all() + "/_refresh");
    if (refreshed.status() == SearchAnswer.NOT_FOUND) {
      return 0;
    }
    sound(refreshed, "to refresh");
    return success("to count", "GET", "/" + of.all() + "/_count").json().path("count").asLong();
  }

  private SearchAnswer success(String what, String method, String path) throws IOException {
    return sound(ask(method, path), what);
  }

  private void http(String what, String method, String path, byte[] body) throws IOException {
    sound(patiently(() -> http.send(method, path, body)), what);
  }

  private SearchAnswer ask(String method, String path) throws IOException {
    return patiently(() -> http.send(method, path));
  }

  private SearchAnswer sound(SearchAnswer answer, String what) throws IOException {
    if (!answer.isSuccess()) {
      throw SearchRefusedException.of(http.url(), what, answer);
    }
    return answer;
  }

  private interface Request {
    SearchAnswer send() throws IOException;
  }

  private SearchAnswer patiently(Request request) throws IOException {
    Attempts attempts = new Attempts(http.url(), patience, Waits.REAL, new SplittableRandom());
    while (true) {
      try {
        SearchAnswer answer = request.send();
        if (!answer.mayPass()) {
          return answer;
        }
        attempts.failed(answer.reason(), answer.retryAfter());
      } catch (InterruptedIOException | SearchRefusedException | SearchUnavailableException e) {
        throw e;
      } catch (IOException e) {
        attempts.failed(String.valueOf(e.getMessage()), Duration.ZERO);
      }
    }
  }
}
