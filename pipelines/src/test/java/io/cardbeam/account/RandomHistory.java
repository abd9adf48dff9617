package io.cardbeam.account;

import static io.cardbeam.account.CardHistory.moved;
import static io.cardbeam.account.CardHistory.request;

import io.cardbeam.account.CardHistory.Answered;
import io.cardbeam.account.CardHistory.Happening;
import io.cardbeam.account.CardHistory.Moved;
import io.cardbeam.event.TransferKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What may happen on a card, made up: requests in the order of their log, and transactions, among
 * them some of requests and purchases that never were.
 *
 * @param requests in order of event time
 * @param transactions in no order
 */
record RandomHistory(List<Answered> requests, List<Moved> transactions) {
  static final long START = Instant.parse("2026-03-02T10:00:00Z").toEpochMilli();
  static final long DAY = Duration.ofDays(1).toMillis();
  private static final String[] CATEGORIES = {
    "shopping_net", "food_dining", "gas_transport", "travel"
  };
  private static final TransferKind[] KINDS = TransferKind.values();

  /**
   * A history.
   *
   * @param days in which all of it happens
   */
  static RandomHistory of(Random random, int days) {
    List<Answered> requests = new ArrayList<>();
    long time = START;
    int count = 1 + random.nextInt(20);
    for (int i = 0; i < count; i++) {
      time += random.nextLong(days * DAY / count);
      requests.add(
          request(
              "a" + i,
              time,
              1 + random.nextInt(100_00),
              random.nextInt(10) == 0 ? "EUR" : "USD",
              CATEGORIES[random.nextInt(CATEGORIES.length)],
              random.nextInt(4) > 0));
    }
    List<Moved> transactions = new ArrayList<>();
    int most = random.nextInt(30);
    for (int i = 0; i < most; i++) {
      transactions.add(transaction(random, "t" + i, count, days));
    }
    return new RandomHistory(requests, transactions);
  }

  private static Moved transaction(Random random, String id, int requests, int days) {
    TransferKind kind = KINDS[1 + random.nextInt(KINDS.length - 1)];
    long time = START + random.nextLong(days * DAY);
    long day = Math.floorDiv(time, DAY);
    boolean ofPayments = kind == TransferKind.PAYMENT || kind == TransferKind.PAYMENT_RETURNED;
    boolean names = !ofPayments && random.nextInt(8) > 0;
    return moved(
        kind,
        id,
        names ? "a" + random.nextInt(requests + 2) : "",
        kind == TransferKind.REFUND || kind == TransferKind.PAYMENT_RETURNED
            ? "t" + random.nextInt(30)
            : "",
        time,
        random.nextInt(5) == 0 ? time : (day + 1) * DAY,
        1 + random.nextInt(150_00),
        random.nextInt(10) == 0 ? "EUR" : "USD");
  }

  /** Requests as they are, and transactions in any order, one among the other by chance. */
  List<Happening> interleaved(Random random) {
    List<Moved> others = new ArrayList<>(transactions);
    Collections.shuffle(others, random);
    List<Happening> all = new ArrayList<>();
    int request = 0;
    int other = 0;
    while (request < requests.size() || other < others.size()) {
      boolean takesRequest =
          other == others.size() || (request < requests.size() && random.nextBoolean());
      all.add(takesRequest ? requests.get(request++) : others.get(other++));
    }
    return all;
  }
}
