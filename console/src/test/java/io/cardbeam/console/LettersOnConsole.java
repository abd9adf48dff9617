package io.cardbeam.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.console.database.Query;
import io.cardbeam.wire.Topic;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Dead letters on a real Kafka, and a console that lists, repairs and sends them; answers keep to
 * the API's document.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class LettersOnConsole {
  static final ObjectMapper JSON = new ObjectMapper();
  static final String PATH = "/v1/dead-letters";
  static final Duration WITHIN = Duration.ofSeconds(60);

  @TempDir static Path folder;

  static GatewayOnTrial gateway;
  static PageCalls calls;
  static DeadLettersOnTrial letters;
  static String cookie;
  static long offset;

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayOnTrial.start(folder);
    calls = PageCalls.of(gateway);
    letters = new DeadLettersOnTrial(gateway.kafka());
    cookie = calls.cookie();
  }

  @AfterAll
  static void stop() throws Exception {
    letters.close();
    gateway.close();
  }

  static JsonNode write(String code, byte[] payload) throws Exception {
    return write(letters.source(Topic.TRANSACTIONS), code, payload);
  }

  /** Writes a letter and gives it as the console shows it. */
  static JsonNode write(String source, String code, byte[] payload) throws Exception {
    offset++;
    letters.write(source, offset, code, "that is wrong", payload);
    return answer(200, calls.get(PATH + "/" + await(source, offset), cookie));
  }

  static String await(String source, long position) throws Exception {
    long end = System.nanoTime() + WITHIN.toNanos();
    while (System.nanoTime() < end) {
      for (JsonNode row :
          answer(200, calls.get(PATH + "?limit=200", cookie)).path("dead_letters")) {
        if (row.path("source").asText().equals(source)
            && row.path("position").asLong() == position) {
          return row.path("id").asText();
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    throw new AssertionError("the letter did not come: " + source + " " + position);
  }

  static long count(String sql) throws Exception {
    return gateway
        .database()
        .transact(c -> new Query(sql).first(c, row -> row.getLong(1)).orElseThrow());
  }

  static String body(String event, boolean onlyCheck) {
    return JSON.createObjectNode().put("event", event).put("check_only", onlyCheck).toString();
  }

  static JsonNode answer(int status, HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }
}
