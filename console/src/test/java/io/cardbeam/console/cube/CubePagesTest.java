package io.cardbeam.console.cube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.command.WarehouseCommand;
import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.pipeline.table.FolderTree;
import io.javalin.Javalin;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The cube over HTTP, of a star that was built of the sample. */
class CubePagesTest {
  private static final Path SAMPLES = Path.of("..", "testdata", "samples");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What was noted in place of an audit trail. */
  private static final Queue<String> NOTED = new ConcurrentLinkedQueue<>();

  @TempDir private static Path folder;
  private static BooksOnTrial books;
  private static Database access;
  private static CubePages pages;
  private static Javalin web;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    build("kaggle-2000.csv");
    books = BooksOnTrial.start();
    access = new Database(books.connection(), Pool.PEOPLE);
    pages =
        new CubePages(
            Optional.of(Warehouse.at(folder.resolve("star"))),
            books.connection(),
            access,
            (ctx, action, target) -> NOTED.add(target),
            InstantSource.system());
    web =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  config.routes.get("/v1/cube", pages::answer);
                  config.routes.exception(
                      RefusedException.class, (e, ctx) -> Json.refuse(ctx, e.problem()));
                })
            .start("127.0.0.1", 0);
  }

  @AfterAll
  static void stop() throws Exception {
    web.stop();
    pages.close();
    access.close();
    books.close();
  }

  private static void build(String sample) {
    int exit =
        new CommandLine(new WarehouseCommand())
            .setOut(new PrintWriter(Writer.nullWriter()))
            .execute(
                "--runner=direct",
                "--input=" + SAMPLES.resolve(sample),
                "--token-key=" + SAMPLES.resolve("token.key"),
                "--output=" + folder.resolve("star"),
                "--chargebacks");
    assertThat(exit).isZero();
  }

  @Test
  void anArrowStreamHoldsTheCellsThatJsonHas() throws Exception {
    String query = "rows=state,category&columns=weekday&measures=count,amount,fraud_rate";
    HttpResponse<byte[]> arrow = get(query);
    assertThat(arrow.statusCode()).isEqualTo(200);
    assertThat(arrow.headers().firstValue("Content-Type"))
        .hasValue("application/vnd.apache.arrow.stream");
    List<String> expected = new ArrayList<>();
    JsonNode answer = JSON.readTree(get(query + "&format=json").body());
    assertThat(answer.path("columns").findValuesAsText("name"))
        .containsExactly("state", "category", "weekday", "count", "amount", "fraud_rate");
    for (JsonNode cell : answer.path("cells")) {
      List<String> values = new ArrayList<>();
      cell.forEach(value -> values.add(value.asText()));
      expected.add(String.join("|", values));
    }
    List<String> found = new ArrayList<>();
    try (BufferAllocator memory = new RootAllocator();
        ArrowStreamReader reader =
            new ArrowStreamReader(new ByteArrayInputStream(arrow.body()), memory)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      while (reader.loadNextBatch()) {
        for (int row = 0; row < root.getRowCount(); row++) {
          List<String> values = new ArrayList<>();
          for (var vector : root.getFieldVectors()) {
            values.add(String.valueOf(vector.getObject(row)));
          }
          found.add(String.join("|", values));
        }
      }
    }
    assertThat(found).containsExactlyElementsOf(expected).hasSizeGreaterThan(500);
    assertThat(NOTED).contains(query);
  }

  @Test
  void aStarThatIsPublishedMeanwhileIsTheNextAnswer() throws Exception {
    JsonNode before = cells();
    assertThat(before.toString()).isEqualTo("[[2000]]");
    build("kaggle-2000.csv");
    assertThat(cells()).isEqualTo(before);
    // Another one, whose first build is called as this one's was.
    FolderTree.delete(folder.resolve("star"));
    build("kaggle-300.csv.gz");
    assertThat(cells().toString()).isEqualTo("[[300]]");
    FolderTree.delete(folder.resolve("star"));
    build("kaggle-2000.csv");
    assertThat(cells()).isEqualTo(before);
  }

  @Test
  void whatCantBeAskedIsRefusedInOneSentence() throws Exception {
    HttpResponse<byte[]> refused = get("rows=planet");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(new String(refused.body(), StandardCharsets.UTF_8))
        .contains("no dimension is called planet");
    assertThat(get("where=" + URLEncoder.encode("state ~ 1", StandardCharsets.UTF_8)).statusCode())
        .isEqualTo(400);
    assertThat(get("fact=weather").statusCode()).isEqualTo(400);
  }

  private JsonNode cells() throws Exception {
    return JSON.readTree(get("format=json").body()).path("cells");
  }

  private HttpResponse<byte[]> get(String query) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + "/v1/cube?" + query))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }
}
