package io.cardbeam.bench.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Sends requests to a server and judges the answers by its document. */
final class ApiFuzzRun {
  private static final int AT_ONCE = 32;
  private static final int MOST_KEPT = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * A class of Java by its name or package; a word as in the operation "listExceptions" is none.
   */
  private static final Pattern INSIDE =
      Pattern.compile("Exception\\b|io\\.cardbeam|java\\.lang|org\\.eclipse|PSQL");

  /** Requests that an answer names: by the id of the exchange, and by the sender's own. */
  private static final Pattern ANSWERED = Pattern.compile("urn:request:(fuzz-[0-9]+)");

  private static final Pattern ASKED = Pattern.compile("\"request_id\":\"(f-[0-9-]+)\"");

  private final URI server;
  private final ApiDocument document;
  private final Map<String, String> keys;
  private final Path findings;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final Map<Integer, Long> statuses = new TreeMap<>();
  private final AtomicLong sent = new AtomicLong();
  private long requests;
  private long nearlyValid;
  private long failed;

  /**
   * A run.
   *
   * @param keys by caller
   * @param findings folder for requests whose answers are wrong
   */
  ApiFuzzRun(URI server, ApiDocument document, Map<String, String> keys, Path findings) {
    this.server = server;
    this.document = document;
    this.keys = Map.copyOf(keys);
    this.findings = findings;
  }

  /**
   * What came of it.
   *
   * @param nearlyValid requests with a right key, and right but for one thing at most
   * @param failed requests with a wrong answer
   * @param statuses how many answers had each
   */
  record Result(long requests, long nearlyValid, long failed, Map<Integer, Long> statuses) {
    Result {
      statuses = Map.copyOf(statuses);
    }
  }

  /** Sends the requests from 0 on. */
  @SuppressWarnings("FutureReturnValueIgnored") // what fails is judged, and the place given back
  Result run(RequestMaker maker, long count, Consumer<Long> progress) throws IOException {
    Semaphore places = new Semaphore(AT_ONCE);
    for (long i = 0; i < count; i++) {
      ApiRequest request = maker.request(i);
      places.acquireUninterruptibly();
      http.sendAsync(
              request.to(
                  server, keys, String.format(Locale.ROOT, "fuzz-%08d", sent.incrementAndGet())),
              BodyHandlers.ofString())
          .whenComplete(
              (answer, failure) -> {
                try {
                  judge(request, Optional.ofNullable(answer), Optional.ofNullable(failure));
                } finally {
                  places.release();
                }
              });
      progress.accept(i + 1);
    }
    places.acquireUninterruptibly(AT_ONCE);
    synchronized (this) {
      return new Result(requests, nearlyValid, failed, statuses);
    }
  }

  /** Sends one request again; what is wrong with its answer, if anything. */
  Optional<String> repeat(ApiRequest request) throws IOException {
    try {
      return flaw(
          request,
          http.send(
              request.to(
                  server, keys, String.format(Locale.ROOT, "fuzz-%08d", sent.incrementAndGet())),
              BodyHandlers.ofString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private synchronized void judge(
      ApiRequest request, Optional<HttpResponse<String>> answer, Optional<Throwable> failure) {
    requests++;
    nearlyValid += request.isNearlyValid() ? 1 : 0;
    answer.ifPresent(a -> statuses.merge(a.statusCode(), 1L, Long::sum));
    Optional<String> wrong =
        answer.isPresent() ? flaw(request, answer.get()) : failure.map(Throwable::toString);
    if (wrong.isEmpty()) {
      return;
    }
    failed++;
    if (failed <= MOST_KEPT) {
      try {
        request.write(findings.resolve("request-" + failed + ".json"), wrong.get());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Whether a body names a request that was not in what was sent. */
  private static boolean ofAnother(Pattern names, String body, String sent) {
    return names.matcher(body).results().anyMatch(found -> !sent.contains(found.group(1)));
  }

  private Optional<String> flaw(ApiRequest request, HttpResponse<String> answer) {
    String id = answer.request().headers().firstValue(ApiRequest.ID).orElse("");
    String answered = answer.headers().firstValue(ApiRequest.ID).orElse("");
    // What is refused before its header is read has an id of the server.
    if (answered.startsWith("fuzz-") && !answered.equals(id)) {
      return Optional.of("the answer to " + answered + " came to " + id + ": " + answer.body());
    }
    if (ofAnother(ANSWERED, answer.body(), id)
        || (request.method().equals("POST")
            && ofAnother(ASKED, answer.body(), request.body() + request.headers().values()))) {
      return Optional.of("the answer to another request came to " + id + ": " + answer.body());
    }
    String said = answer.body() + answer.headers().map().values();
    if (ValidValues.CARDS.stream().anyMatch(said::contains)) {
      return Optional.of("a card number is in the answer: " + answer.body());
    }
    if (INSIDE.matcher(said).find()) {
      return Optional.of("the answer shows internals: " + answer.body());
    }
    return document
        .flaw(
            request,
            answer.statusCode(),
            answer.headers().firstValue("Content-Type").orElse(""),
            answer.body())
        .map(flaw -> flaw + ": " + answer.body());
  }
}
