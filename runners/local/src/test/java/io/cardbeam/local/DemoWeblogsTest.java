package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.StopSignal;
import io.cardbeam.console.cube.Warehouse;
import io.cardbeam.decision.Deciding;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.search.SearchServer;
import io.cardbeam.token.CardTokenizer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code demo --weblogs} on the demo's own servers, without the cards' pipeline. */
class DemoWeblogsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final byte[] KEY = new byte[32];

  @TempDir private static Path folder = Path.of("");

  private final StringWriter out = new StringWriter();

  @Test
  void onceTheVisitorsHaveLeftTheIndexHasTheLinesOfTheAccessLogOnceAlsoAfterAStop()
      throws Exception {
    System.setProperty("cardbeam.search", "../search/target");
    PrintWriter to = new PrintWriter(out, true);
    try (StopSignal stop = new StopSignal();
        DataFolder data = DataFolder.open(folder.resolve("data"));
        LocalServers servers = new LocalServers(data, 1, new ProgressLine(to, false))) {
      KafkaConnection kafka = servers.kafka("");
      try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "")) {
        topics.create();
      }
      DemoStage stage = new DemoStage(data, servers, Deciding.standard(), stop, to, false);
      long first = visited(stage, kafka, 25);
      assertThat(visited(stage, kafka, 25)).isGreaterThan(first);
    }
  }

  /** Lets visitors come, and gives how many lines and hits there are when they have left. */
  private long visited(DemoStage stage, KafkaConnection kafka, int requests) throws Exception {
    try (DemoConsole console =
        DemoConsole.start(
            stage,
            kafka,
            () -> new CardTokenizer(KEY),
            List.of(),
            Warehouse.at(stage.data().part("star")),
            new LiveDemo.ConsoleAsked(8480, Optional.empty(), true))) {
      DemoWeblogs weblogs = console.weblogs().orElseThrow();
      long before = lines(weblogs);
      SearchServer server = new SearchServer(weblogs.index().connection());
      await(() -> lines(weblogs) >= before + requests);
      long answered = console.visitorsLeave();
      await(() -> lines(weblogs) >= before + answered);
      await(() -> server.count(weblogs.index().indices()) == lines(weblogs));
      assertThat(lines(weblogs)).isEqualTo(before + answered);
      String located = count(weblogs, "{\"query\":{\"exists\":{\"field\":\"city\"}}}");
      assertThat(located)
          .as("each visitor has a city")
          .contains("\"count\":" + lines(weblogs) + ",");
      return lines(weblogs);
    }
  }

  private static String count(DemoWeblogs weblogs, String question) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create(weblogs.index().connection().url() + "/cardbeam-weblogs-*/_count"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(question))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static long lines(DemoWeblogs weblogs) throws Exception {
    if (!Files.exists(weblogs.accessLog())) {
      return 0;
    }
    return Files.readString(weblogs.accessLog()).chars().filter(c -> c == '\n').count();
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition so) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!so.holds()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
