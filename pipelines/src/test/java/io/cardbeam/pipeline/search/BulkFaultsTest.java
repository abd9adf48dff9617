package io.cardbeam.pipeline.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.pipeline.search.SearchStandIn.Fault;
import io.cardbeam.pipeline.search.SearchStandIn.Shape;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Beside a server with the faults that networks and full servers have. */
class BulkFaultsTest extends BulkWriterOnTrial {
  /** A fault that passes, at the first, third and fourth bulk. */
  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"NONE", "SILENCE", "STALLED_ANSWER"},
      mode = EnumSource.Mode.EXCLUDE)
  void aFaultThatPassesLosesNothingAndDoublesNothing(Fault fault) throws Exception {
    BulkWriter writer = writer(Shape.OPENSEARCH_2);
    faults(fault, Fault.NONE, fault, fault);
    add(writer, BulkWriter.MAX_DOCUMENTS + 100);
    requireEachOnce(BulkWriter.MAX_DOCUMENTS + 100);
    assertThat(server.bulks).hasValue(5);
    assertThat(time.waits).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"SILENCE", "STALLED_ANSWER"})
  void anAnswerThatDoesNotComeIsAskedForAgain(Fault fault) throws Exception {
    faults(fault);
    add(writer(server.connection(NOT_LONG)), 10);
    requireEachOnce(10);
    assertThat(server.bulks).hasValue(2);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void ofABulkThatIsHalfTakenTheOthersAloneAreSentAgain(Shape shape) throws Exception {
    BulkWriter writer = writer(shape);
    Random random = new Random(7);
    server.isFull = random::nextBoolean;
    add(writer, 1_000);
    requireEachOnce(1_000);
    assertThat(server.documentsSent.get())
        .as("1,000, half of them again, …")
        .isBetween(1_500, 2_500);
    assertThat(time.waits).isNotEmpty();
  }

  @Test
  void waitsGrowAndBeginAgainWhenSomethingIsTaken() throws Exception {
    BulkWriter writer = writer(Shape.OPENSEARCH_2);
    AtomicInteger bulks = new AtomicInteger();
    server.fault = () -> bulks.incrementAndGet() % 8 == 0 ? Fault.NONE : Fault.TOO_MANY_REQUESTS;
    add(writer, 10);
    add(writer, 10);
    assertThat(time.waits).hasSize(14);
    for (int i : IntStream.range(0, 7).toArray()) {
      Duration longest = Patience.LONG.first().multipliedBy(1L << i);
      assertThat(time.waits.get(i)).isBetween(longest.dividedBy(2), longest);
      assertThat(time.waits.get(7 + i)).isBetween(longest.dividedBy(2), longest);
    }
  }

  @Test
  void waitsAsLongAsTheServerAsks() throws Exception {
    BulkWriter writer = writer(Shape.ELASTICSEARCH_8);
    server.retryAfter = "90";
    faults(Fault.TOO_MANY_REQUESTS);
    add(writer, 1);
    assertThat(time.waits).containsExactly(Duration.ofSeconds(90));
  }

  @Test
  void aServerThatTakesNothingIsGivenUpInALine() throws Exception {
    BulkWriter writer = writer(Shape.OPENSEARCH_2);
    server.fault = () -> Fault.UNAVAILABLE;
    assertThatThrownBy(() -> add(writer, 10))
        .isInstanceOf(SearchUnavailableException.class)
        .hasMessageContainingAll(server.url(), "HTTP 503", "no master", "nothing is indexed twice")
        .message()
        .hasLineCount(1);
    assertThat(Duration.ofNanos(time.nanos))
        .isBetween(Patience.LONG.inAll().minus(Patience.LONG.most()), Patience.LONG.inAll());
    assertThat(time.waits).allMatch(wait -> wait.compareTo(Patience.LONG.most()) <= 0);
  }

  @Test
  void anAddressWhereNobodyAnswersIsGivenUpInALine() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    SearchConnection nobody =
        SearchConnection.of("http://127.0.0.1:" + port, new SearchCredentials.None(), "");
    assertThatThrownBy(() -> add(writer(nobody), 1))
        .isInstanceOf(SearchUnavailableException.class)
        .message()
        .hasLineCount(1);
  }

  /** As by a proxy that takes less than the server behind it. */
  @Test
  void aBulkThatIsTooLargeForTheServerIsMadeSmallerOnce() throws Exception {
    BulkWriter writer = writer(Shape.OPENSEARCH_2);
    server.mostBytes = 10_000;
    writer.add(document(5_000, ",\"t\":\"" + "x".repeat(10_000) + "\""));
    add(writer, 1_000);
    int bulks = server.bulks.get();
    assertThat(received.refused).containsOnlyKeys("id-5000");
    assertThat(received.refused.get("id-5000")).contains("HTTP 413");
    assertThat(received.taken).isEqualTo(1_000);
    add(writer, 1_000);
    assertThat(server.bulks.get() - bulks).as("bulks that fit").isLessThan(25);
    assertThat(server.documents()).hasSize(1_000);
  }

  /** What is no fault of a document's must not make dead letters of all of a day. */
  @ParameterizedTest
  @CsvSource({
    "400, validation_exception",
    "400, index_closed_exception",
    "403, cluster_block_exception",
    "404, index_not_found_exception"
  })
  void anIndexThatIsRefusedIsAnError(int status, String type) throws Exception {
    BulkWriter writer = writer(Shape.OPENSEARCH_2);
    server.indexError = new SearchStandIn.IndexError(status, type);
    assertThatThrownBy(() -> add(writer, 10))
        .isInstanceOf(SearchRefusedException.class)
        .hasMessageContainingAll(type, "cardbeam-weblogs-2026.11.29", "HTTP " + status)
        .message()
        .hasLineCount(1);
    assertThat(received.refused).isEmpty();
  }

  @Test
  void whoMayNotWriteIsAnError() throws Exception {
    BulkWriter writer = writer(Shape.OPENSEARCH_2);
    server.authorization = "Basic of somebody else";
    assertThatThrownBy(() -> add(writer, 10))
        .isInstanceOf(SearchRefusedException.class)
        .hasMessageContaining("check user and password");
    assertThat(time.waits).isEmpty();
  }
}
