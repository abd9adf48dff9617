package io.cardbeam.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.console.api.RouteTable;
import io.cardbeam.console.server.WebServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the files of a built page are served. */
class PageRoutesTest {
  private static final String DOCUMENT = "<!doctype html><title>Cardbeam</title>";
  private static final String SCRIPT = "export const words = 'so many words';".repeat(100);
  private static final byte[] BROTLI = {1, 2, 3};

  private static WebServer web;
  private static WebServer bare;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    files.put(
        "files.txt",
        "index.html aaaa -\nassets/main-x1.js bbbb gz,br\nassets/look-x2.css cccc -\n"
            .getBytes(UTF_8));
    files.put("index.html", DOCUMENT.getBytes(UTF_8));
    files.put("assets/main-x1.js", SCRIPT.getBytes(UTF_8));
    files.put("assets/main-x1.js.gz", gzip(SCRIPT));
    files.put("assets/main-x1.js.br", BROTLI);
    files.put("assets/look-x2.css", "b{}".getBytes(UTF_8));
    files.put("assets/not-listed.js", "1".getBytes(UTF_8));
    web = serve(PageFiles.of(source(files)));
    bare = serve(PageFiles.of(source(Map.of())));
  }

  @AfterAll
  static void stop() {
    web.close();
    bare.close();
  }

  private static PageFiles.Source source(Map<String, byte[]> files) {
    return name -> files.containsKey(name) ? new ByteArrayInputStream(files.get(name)) : null;
  }

  private static WebServer serve(PageFiles files) {
    return WebServer.start(
        new RouteTable(PageRoutes.routes(files)),
        WebServer.Settings.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void everyPathOfThePageIsTheSameDocumentWhichIsAskedForEachTime() throws Exception {
    for (String path : PageRoutes.PATHS.stream().map(p -> p.replace("{id}", "12")).toList()) {
      HttpResponse<byte[]> answer = get(web, path, "");
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.body()).as(path).isEqualTo(DOCUMENT.getBytes(UTF_8));
      assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
      assertThat(header(answer, "Content-Type")).isEqualTo("text/html;charset=utf-8");
      assertThat(header(answer, "Content-Security-Policy")).doesNotContain("unsafe");
    }
  }

  @Test
  void aBrowserThatHasTheDocumentGetsNoneAgain() throws Exception {
    HttpResponse<byte[]> first = get(web, "/live", "");
    HttpResponse<byte[]> again =
        http.send(
            request(web, "/live").header("If-None-Match", header(first, "ETag")).build(),
            BodyHandlers.ofByteArray());

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(header(again, "ETag")).isEqualTo(header(first, "ETag"));
  }

  @Test
  void aFileWithHashedNameIsKeptForGood() throws Exception {
    HttpResponse<byte[]> answer = get(web, "/assets/main-x1.js", "");

    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(header(answer, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(header(answer, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(answer.body()).isEqualTo(SCRIPT.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip, deflate, br, zstd | br",
        "gzip;q=0.5, br;q=0.1    | br",
        "br;q=0, gzip            | gzip",
        "BR;q=0.000, *           | gzip",
        "x-none                  | none",
        "*;q=0                   | none",
        "gzip;q=high             | none",
        "identity                | none",
        "*                       | br"
      })
  void packedFilesGoToWhoTakesThem(String accepted, String coding) throws Exception {
    HttpResponse<byte[]> answer = get(web, "/assets/main-x1.js", accepted);

    assertThat(answer.headers().firstValue("Content-Encoding").orElse("none")).isEqualTo(coding);
    assertThat(header(answer, "Content-Length")).isEqualTo(String.valueOf(answer.body().length));
    switch (coding) {
      case "br" -> assertThat(answer.body()).isEqualTo(BROTLI);
      case "gzip" ->
          assertThat(new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes())
              .isEqualTo(SCRIPT.getBytes(UTF_8));
      default -> assertThat(answer.body()).isEqualTo(SCRIPT.getBytes(UTF_8));
    }
  }

  @Test
  void whatIsNotPackedGoesAsItIs() throws Exception {
    HttpResponse<byte[]> answer = get(web, "/assets/look-x2.css", "gzip, br");

    assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(answer.body()).isEqualTo("b{}".getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/none.js",
        "/assets/not-listed.js",
        "/assets/main-x1.js.br",
        "/assets/..%2findex.html",
        "/assets/%2e%2e/index.html",
        "/assets/",
        "/index.html",
        "/nothing"
      })
  void nothingElseIsServed(String path) throws Exception {
    HttpResponse<byte[]> answer = get(web, path, "");

    assertThat(answer.statusCode()).isIn(400, 404);
    assertThat(header(answer, "Content-Type")).startsWith("application/problem+json");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/live", "/assets/main-x1.js", "/favicon.ico"})
  void headIsGetWithoutTheBody(String path) throws Exception {
    HttpResponse<byte[]> get = get(web, path, "gzip");
    HttpResponse<byte[]> head =
        http.send(
            request(web, path)
                .header("Accept-Encoding", "gzip")
                .method("HEAD", BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofByteArray());

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    for (String name :
        new String[] {"Content-Length", "Content-Type", "Cache-Control", "ETag", "Vary"}) {
      assertThat(header(head, name)).as(name).isEqualTo(header(get, name));
    }
  }

  @Test
  void otherMethodsAreRefused() throws Exception {
    HttpResponse<byte[]> answer =
        http.send(
            request(web, "/live").POST(BodyPublishers.noBody()).build(),
            BodyHandlers.ofByteArray());

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void aBuildWithoutNodeSaysHowToGetThePage() throws Exception {
    HttpResponse<byte[]> answer = get(bare, "/live", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
    assertThat(new String(answer.body(), UTF_8))
        .contains("This build has no page", "install Node.js 20.19 or newer")
        .doesNotContain("style=", "<script", "http://", "https://");
    assertThat(get(bare, "/favicon.ico", "").statusCode()).isEqualTo(200);
    assertThat(get(bare, "/assets/main-x1.js", "").statusCode()).isEqualTo(404);
  }

  @Test
  void aListThatDoesNotFitTheFilesStopsTheServer() {
    Map<String, byte[]> missing = Map.of("files.txt", "index.html aaaa -\n".getBytes(UTF_8));
    assertThatThrownBy(() -> PageFiles.of(source(missing)))
        .hasMessage("index.html is listed and not in the build");
    Map<String, byte[]> broken = Map.of("files.txt", "index.html\n".getBytes(UTF_8));
    assertThatThrownBy(() -> PageFiles.of(source(broken)))
        .hasMessage("files.txt has a line that is no file: index.html");
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElseThrow();
  }

  private static HttpRequest.Builder request(WebServer server, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private HttpResponse<byte[]> get(WebServer server, String path, String encodings)
      throws Exception {
    HttpRequest.Builder request = request(server, path);
    if (!encodings.isEmpty()) {
      request.header("Accept-Encoding", encodings);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }
}
