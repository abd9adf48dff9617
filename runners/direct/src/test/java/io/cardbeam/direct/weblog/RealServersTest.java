package io.cardbeam.direct.weblog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cardbeam.direct.weblog.LogServer.Kind;
import io.cardbeam.direct.weblog.SentRequest.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Debian's Apache and nginx serve requests; their logs say what was sent, field by field. */
class RealServersTest {
  private static final int REQUESTS = 5_000;
  private static final String BAD_REQUEST = "400";

  @TempDir private Path folder = Path.of("");

  /** A whole request with its answer. */
  private record Known(SentRequest request, Answer answer) {}

  @ParameterizedTest
  @EnumSource
  void saysOfEachRequestWhatWasSent(Kind kind) throws IOException, InterruptedException {
    assumeTrue(
        kind.program().isPresent(),
        kind + " is not installed: apt-get install apache2-bin nginx-light");
    long seed = Long.getLong("cardbeam.seed", System.nanoTime());
    Map<String, Known> sent = new HashMap<>();
    int garbage = 0;
    Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    LogServer server = LogServer.start(kind, folder);
    try (server) {
      Random random = new Random(seed);
      for (int i = 0; i < REQUESTS; i++) {
        SentRequest request = SentRequest.of(i, random);
        request
            .sendTo(server)
            .ifPresent(
                answer -> sent.put(request.query().orElseThrow(), new Known(request, answer)));
        garbage += request.isWhole() ? 0 : 1;
      }
    }

    WeblogsRunner weblogs = new WeblogsRunner(folder.resolve("traffic"));
    WeblogsRunner.Run run = weblogs.read("--input=" + server.log());

    assertThat(run.count("dead_letters")).as("seed %d", seed).isZero();
    assertThat(sent).hasSize(REQUESTS - garbage);
    List<Map<String, String>> others = new ArrayList<>();
    for (Map<String, String> row : weblogs.rows("hits-*.csv")) {
      Known known = sent.remove(row.get("query"));
      if (known == null) {
        others.add(row);
      } else {
        assertThat(row).as("seed %d: %s", seed, row).containsAllEntriesOf(expected(known, row));
        assertThat(Instant.parse(row.getOrDefault("time", "")))
            .isBetween(start, Instant.now().plusSeconds(1));
      }
    }
    assertThat(sent).as("seed %d: requests that are in no row", seed).isEmpty();
    // A client that hangs up may leave no line.
    assertThat(others).as("seed %d", seed).hasSizeBetween(garbage / 4, garbage + 1);
    assertThat(others)
        .as("seed %d", seed)
        .allSatisfy(row -> assertThat(row.get("query")).isEmpty())
        .anySatisfy(row -> assertThat(row.get("raw_request")).startsWith("\\x16\\x03\\x01"))
        .anySatisfy(row -> assertThat(row.get("raw_request")).isEqualTo("SSH-2.0-Go"));
  }

  private static Map<String, String> expected(Known known, Map<String, String> row) {
    SentRequest request = known.request();
    Map<String, String> expected = new HashMap<>();
    expected.put("remote_host", "127.0.0.1");
    expected.put("user", "");
    expected.put("method", request.method());
    expected.put("path", request.path());
    expected.put("protocol", request.protocol());
    expected.put("status", Integer.toString(known.answer().status()));
    // Of a request that it refuses at once a server reads no headers.
    boolean headersRead =
        !BAD_REQUEST.equals(expected.get("status")) || !"".equals(row.get("user_agent"));
    if (headersRead) {
      expected.put("referrer", request.referrer());
      expected.put("user_agent", request.userAgent());
    }
    int bytes = known.answer().bodyBytes();
    expected.put("bytes", bytes == 0 && "".equals(row.get("bytes")) ? "" : Integer.toString(bytes));
    return expected;
  }
}
