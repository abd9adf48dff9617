package io.cardbeam.console.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.live.RequestsOnTrial;
import io.cardbeam.console.live.RequestsOnTrial.Asked;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A merchant's fraud over all its requests, of random books, against a count by hand. */
class MerchantRequestsTest {
  private static final long SEED = Long.getLong("cardbeam.seed", System.nanoTime());

  private static BooksOnTrial books;
  private static Database database;
  private static List<Asked> all;

  @BeforeAll
  static void start() throws Exception {
    books = BooksOnTrial.start();
    database = new Database(books.connection(), Pool.BOOKS);
    all = RequestsOnTrial.store(books, new Random(SEED));
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
    books.close();
  }

  @Test
  void countsAllRequestsByLabelOrElseByTheModel() throws Exception {
    for (String merchant : all.stream().map(Asked::merchantId).distinct().toList()) {
      List<Asked> its = all.stream().filter(one -> one.merchantId().equals(merchant)).toList();
      assertThat(read(merchant, 1_000)).as("%s, seed %d", merchant, SEED).isEqualTo(by(its, true));
    }
  }

  @Test
  void ofMoreThanAreCountedTheNewestAre() throws Exception {
    String merchant = all.get(0).merchantId();
    List<Asked> newestFirst =
        all.stream()
            .filter(one -> one.merchantId().equals(merchant))
            .sorted(Comparator.comparing(Asked::time).reversed())
            .toList();
    int some = newestFirst.size() / 2;

    assertThat(read(merchant, some))
        .as("seed %d", SEED)
        .isEqualTo(by(newestFirst.subList(0, some), false));
    assertThat(read(merchant, newestFirst.size())).isEqualTo(by(newestFirst, true));
  }

  @Test
  void aMerchantThatTheBooksDoNotKnowHasNone() throws Exception {
    assertThat(read("nobody", 10)).isEqualTo(by(List.of(), true));
  }

  private static ObjectNode read(String merchant, int most) throws Exception {
    ObjectNode node = Json.object();
    database.change(connection -> MerchantRequests.add(connection, merchant, most, node));
    return node;
  }

  private static ObjectNode by(List<Asked> its, boolean complete) {
    return Json.object()
        .put("requests", (long) its.size())
        .put("fraud_by_label", count(its, one -> one.label().equals(Optional.of(true))))
        .put("genuine_by_label", count(its, one -> one.label().equals(Optional.of(false))))
        .put("fraud_by_model", count(its, one -> one.label().isEmpty() && one.probability() >= 0.5))
        .put("complete", complete);
  }

  private static long count(List<Asked> its, Predicate<Asked> which) {
    return its.stream().filter(which).count();
  }
}
