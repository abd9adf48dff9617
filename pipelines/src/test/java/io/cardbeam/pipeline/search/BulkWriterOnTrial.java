package io.cardbeam.pipeline.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardbeam.pipeline.search.SearchStandIn.Fault;
import io.cardbeam.pipeline.search.SearchStandIn.Shape;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A writer beside a stand-in for its server, where waits take no time. */
abstract class BulkWriterOnTrial {
  static final DailyIndices INDICES = new DailyIndices("cardbeam-weblogs");
  static final long DAY = LocalDate.of(2026, 11, 29).toEpochDay();
  static final Duration WITHIN = Duration.ofSeconds(20);

  /** Long enough for any answer here, short enough to wait for one that never comes. */
  static final Duration NOT_LONG = Duration.ofMillis(500);

  final PassedTime time = new PassedTime();
  final Received received = new Received();
  SearchStandIn server;

  /** Waits take no time here, and are remembered. */
  static final class PassedTime implements Waits {
    final List<Duration> waits = new ArrayList<>();
    long nanos;

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public void pause(Duration wait) {
      waits.add(wait);
      nanos += wait.toNanos();
    }
  }

  static final class Received implements BulkWriter.Receiver {
    int taken;
    final Map<String, String> refused = new TreeMap<>();

    @Override
    public void taken(int documents) {
      taken += documents;
    }

    @Override
    public void refused(RefusedDocument document) {
      assertThat(refused.put(document.document().id(), document.reason())).isNull();
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = new SearchStandIn(Shape.OPENSEARCH_2);
  }

  @AfterEach
  void close() {
    server.close();
  }

  BulkWriter writer(Shape shape) throws IOException {
    close();
    server = new SearchStandIn(shape);
    return writer(server.connection(WITHIN));
  }

  BulkWriter writer(SearchConnection connection) throws IOException {
    return new BulkWriter(
        new SearchHttp(connection),
        INDICES,
        Patience.LONG,
        time,
        new SplittableRandom(1),
        received);
  }

  static SearchDocument document(int n, String more) {
    return new SearchDocument("id-" + n, DAY + n % 3, ("{\"n\":" + n + more + "}").getBytes(UTF_8));
  }

  static void add(BulkWriter writer, int documents) throws IOException {
    for (int n = 0; n < documents; n++) {
      writer.add(document(n, ""));
    }
    writer.flush();
  }

  void requireEachOnce(int documents) {
    assertThat(received.refused).isEmpty();
    assertThat(received.taken).isEqualTo(documents);
    Map<String, JsonNode> all = server.documents();
    assertThat(all).hasSize(documents);
    all.forEach((id, document) -> assertThat(id).isEqualTo("id-" + document.path("n").asInt()));
  }

  /** What happens to the next bulks, one after the other. */
  void faults(Fault... inTurn) {
    Deque<Fault> left = new ArrayDeque<>(List.of(inTurn));
    server.fault = () -> left.isEmpty() ? Fault.NONE : left.removeFirst();
  }
}
