package io.cardbeam.pipeline.search;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;

/**
 * Requests to one server. At most {@value #MAX_REQUESTS} are on their way at a time, on as many
 * connections; others wait for them. Redirects are not followed: a secret goes to nobody else.
 */
final class SearchHttp {
  /** Most requests of a process to a server at a time. */
  static final int MAX_REQUESTS = 4;

  /** Largest answer that is read. */
  static final int MAX_ANSWER_BYTES = 32 << 20;

  /** Most servers whose connections a process shares. */
  static final int MAX_SHARED = 8;

  private static final String JSON = "application/json";
  private static final long MAX_RETRY_AFTER_SECONDS = 3_600;

  /** The one asked longest ago goes first. */
  private static final Map<SearchConnection, SearchHttp> SHARED =
      new LinkedHashMap<>(MAX_SHARED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SearchConnection, SearchHttp> eldest) {
          return size() > MAX_SHARED;
        }
      };

  private final SearchConnection connection;
  private final HttpClient client;
  private final Semaphore free = new Semaphore(MAX_REQUESTS, true);

  /**
   * @throws IOException if the certificates can't be read
   */
  SearchHttp(SearchConnection connection) throws IOException {
    this.connection = connection;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connection.connectWithin());
    if (!connection.caFile().isEmpty()) {
      builder.sslContext(trusting(Path.of(connection.caFile())));
    }
    client = builder.build();
  }

  /**
   * The one of this process, so that all its workers together keep to {@link #MAX_REQUESTS}.
   *
   * @throws IOException if the certificates can't be read
   */
  static SearchHttp shared(SearchConnection connection) throws IOException {
    synchronized (SHARED) {
      SearchHttp known = SHARED.get(connection);
      if (known == null) {
        known = new SearchHttp(connection);
        SHARED.put(connection, known);
      }
      return known;
    }
  }

  private static SSLContext trusting(Path caFile) throws IOException {
    try (InputStream in = Files.newInputStream(caFile)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca-" + number++, one);
      }
      if (number == 0) {
        throw new IOException(caFile + " holds no certificate");
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(caFile + " is no file of certificates (PEM): " + e.getMessage(), e);
    }
  }

  /** The address, which holds no secret. */
  String url() {
    return connection.url();
  }

  /** Asks without a body. */
  SearchAnswer send(String method, String path) throws IOException {
    return send(request(path).method(method, BodyPublishers.noBody()));
  }

  /** Sends a JSON document. */
  SearchAnswer send(String method, String path, byte[] json) throws IOException {
    return send(
        request(path)
            .header("Content-Type", JSON)
            .method(method, BodyPublishers.ofByteArray(json)));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(connection.url() + path)).header("Accept", JSON);
    connection
        .credentials()
        .authorization()
        .ifPresent(secret -> request.header("Authorization", secret));
    return request;
  }

  private SearchAnswer send(HttpRequest.Builder request) throws IOException {
    try {
      free.acquire();
    } catch (InterruptedException e) {
      throw interrupted();
    }
    try {
      return answer(request.build());
    } finally {
      free.release();
    }
  }

  private SearchAnswer answer(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> coming =
        client.sendAsync(request, headers -> new LimitedBody(MAX_ANSWER_BYTES));
    try {
      // A request's own time limit ends with the answer's head.
      HttpResponse<byte[]> response =
          coming.get(connection.answerWithin().toMillis(), TimeUnit.MILLISECONDS);
      return new SearchAnswer(response.statusCode(), retryAfter(response), response.body());
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + connection.answerWithin().toMillis() + " ms", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SSLHandshakeException untrusted) {
        throw new SearchRefusedException(
            "the search server at "
                + connection.url()
                + " is not trusted: "
                + untrusted.getMessage()
                + "; name the file of its authority (--search-ca-file)");
      }
      throw e.getCause() instanceof IOException failed
          ? failed
          : new IOException(String.valueOf(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      throw interrupted();
    } finally {
      coming.cancel(true);
    }
  }

  private static Duration retryAfter(HttpResponse<byte[]> response) {
    String seconds = response.headers().firstValue("Retry-After").orElse("").strip();
    return seconds.matches("[0-9]{1,9}")
        ? Duration.ofSeconds(Math.min(MAX_RETRY_AFTER_SECONDS, Long.parseLong(seconds)))
        : Duration.ZERO;
  }

  private static IOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while a search server was asked");
  }
}
