package io.cardbeam.pipeline.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.pipeline.search.SearchStandIn.Shape;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BulkWriterTest extends BulkWriterOnTrial {
  @ParameterizedTest
  @EnumSource(Shape.class)
  void eachDocumentIsInTheIndexOfItsDay(Shape shape) throws Exception {
    add(writer(shape), 10);
    requireEachOnce(10);
    assertThat(server.indices.keySet())
        .containsExactlyInAnyOrder(
            "cardbeam-weblogs-2026.11.29",
            "cardbeam-weblogs-2026.11.30",
            "cardbeam-weblogs-2026.12.01");
    assertThat(server.bulks).hasValue(1);
  }

  @Test
  void aDocumentThatIsSentAgainReplacesItself() throws Exception {
    BulkWriter writer = writer(Shape.OPENSEARCH_2);
    add(writer, 10);
    add(writer, 10);
    assertThat(received.taken).isEqualTo(20);
    assertThat(server.documents()).hasSize(10);
  }

  @Test
  void aBulkHasAtMostItsNumberOfDocuments() throws Exception {
    add(writer(Shape.OPENSEARCH_2), 2 * BulkWriter.MAX_DOCUMENTS + 1);
    requireEachOnce(2 * BulkWriter.MAX_DOCUMENTS + 1);
    assertThat(server.bulks).hasValue(3);
  }

  @Test
  void aBulkHasAtMostItsBytesUnlessOneDocumentHasMore() throws Exception {
    BulkWriter writer = writer(Shape.OPENSEARCH_2);
    List<Integer> sizes = new ArrayList<>();
    server.sizes = sizes::add;
    int[] bytes = {
      BulkWriter.MAX_BYTES / 2,
      BulkWriter.MAX_BYTES / 3,
      BulkWriter.MAX_BYTES / 3,
      2 * BulkWriter.MAX_BYTES,
      10,
      10
    };
    for (int n = 0; n < bytes.length; n++) {
      writer.add(document(n, ",\"t\":\"" + "x".repeat(bytes[n]) + "\""));
    }
    writer.flush();
    requireEachOnce(bytes.length);
    assertThat(sizes).hasSize(4);
    assertThat(sizes.stream().filter(size -> size > BulkWriter.MAX_BYTES)).hasSize(1);
  }

  @Test
  void aDocumentThatIsTooLargeOrHasNoDayIsRefusedAndOthersAreTaken() throws Exception {
    BulkWriter writer = writer(Shape.OPENSEARCH_2);
    writer.add(document(0, ""));
    writer.add(new SearchDocument("large", DAY, new byte[BulkWriter.MAX_DOCUMENT_BYTES + 1]));
    writer.add(new SearchDocument("late", LocalDate.of(10_000, 1, 1).toEpochDay(), new byte[0]));
    writer.flush();
    assertThat(received.refused).containsOnlyKeys("large", "late");
    assertThat(received.taken).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "OPENSEARCH_2, mapper_parsing_exception",
    "ELASTICSEARCH_8, document_parsing_exception",
    "ELASTICSEARCH_9, document_parsing_exception"
  })
  void whatIsNoDocumentIsRefusedWithItsReasonAndOthersAreTaken(Shape shape, String type)
      throws Exception {
    BulkWriter writer = writer(shape);
    for (int n = 0; n < 30; n++) {
      writer.add(
          document(
              n,
              n == 7
                  ? ",\"ip\":\"none\""
                  : n == 9 ? ",\"no_field\":1" : n == 11 ? ",\"poison\":1" : ""));
    }
    writer.flush();
    assertThat(received.taken).isEqualTo(27);
    assertThat(received.refused).containsOnlyKeys("id-7", "id-9", "id-11");
    assertThat(received.refused.get("id-7"))
        .isEqualTo(
            "HTTP 400, "
                + type
                + ": failed to parse field [ip]: 'none' is not an IP string literal.");
    assertThat(received.refused.get("id-11")).contains("HTTP 500", "null_pointer_exception");
    assertThat(server.documentsSent)
        .as("two are tried once")
        .hasValue(30 + BulkWriter.MAX_TRIES - 1);
  }

  /** All writers of a process share what is on its way. */
  @Test
  void moreWritersThanRequestsWaitForEachOther() throws Exception {
    SearchConnection connection = server.connection(WITHIN);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    server.meanwhile = () -> most.accumulateAndGet(now.incrementAndGet(), Math::max);
    server.afterwards = now::decrementAndGet;
    List<Thread> threads = new ArrayList<>();
    AtomicInteger failures = new AtomicInteger();
    for (int t = 0; t < 3 * SearchHttp.MAX_REQUESTS; t++) {
      int first = t * 100;
      Thread thread =
          new Thread(
              () -> {
                try {
                  BulkWriter writer =
                      new BulkWriter(
                          SearchHttp.shared(connection),
                          INDICES,
                          Patience.SHORT,
                          Waits.REAL,
                          new SplittableRandom(),
                          new Received());
                  for (int n = first; n < first + 100; n++) {
                    writer.add(document(n, ""));
                    writer.flush();
                  }
                } catch (IOException e) {
                  failures.incrementAndGet();
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).hasValue(0);
    assertThat(server.documents()).hasSize(300 * SearchHttp.MAX_REQUESTS);
    assertThat(most.get()).isBetween(2, SearchHttp.MAX_REQUESTS);
  }

  @Test
  void aProcessSharesTheConnectionsOfSoManyServers() throws Exception {
    SearchHttp first = SearchHttp.shared(to(1));
    assertThat(SearchHttp.shared(to(1))).isSameAs(first);
    for (int port = 2; port <= SearchHttp.MAX_SHARED + 1; port++) {
      SearchHttp.shared(to(port));
    }
    assertThat(SearchHttp.shared(to(1))).isNotSameAs(first);
  }

  private static SearchConnection to(int port) {
    return SearchConnection.of("http://127.0.0.1:" + port, new SearchCredentials.None(), "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\"", "ä", "a/b"})
  void anIdIsAPlainWord(String id) {
    assertThatThrownBy(() -> new SearchDocument(id, 0, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new SearchDocument("a".repeat(SearchDocument.MAX_ID_CHARS + 1), 0, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
