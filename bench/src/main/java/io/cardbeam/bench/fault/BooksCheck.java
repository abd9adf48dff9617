package io.cardbeam.bench.fault;

import io.cardbeam.event.TransactionException;
import io.cardbeam.local.TopicReader;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * What the books hold, against the topics.
 *
 * @param transactions sent that are no exceptions, each once
 * @param booked rows of transactions in the books
 * @param distinct of these rows, with an event of their own
 * @param authorizations rows of requests in the books
 */
record BooksCheck(long transactions, long booked, long distinct, long authorizations) {
  /**
   * A transaction's key is unique among those of its type on its card, so a second row of it can't
   * be.
   */
  private static final String COUNT =
      """
      SELECT count(*), count(DISTINCT (transaction_type, card_id, transaction_key)),
             (SELECT count(*) FROM books.authorization_request)
      FROM books.card_transaction""";

  private static final Set<EventType> BOOKED =
      EnumSet.of(
          EventType.PURCHASE,
          EventType.REFUND,
          EventType.PAYMENT,
          EventType.PAYMENT_RETURNED,
          EventType.REVERSAL,
          EventType.CHARGEBACK,
          EventType.CHARGEBACK_RESOLUTION);

  /** Longest that the books may stand still before they count as finished. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /** Whether the books hold each transaction and each request once. */
  boolean isWhole(long requests) {
    return holdsSoFar(requests) && transactions == booked;
  }

  /**
   * Whether the books hold each request once, and transactions once. While the stream runs, a
   * transaction may wait for what it names until event time has gone on.
   */
  boolean holdsSoFar(long requests) {
    return booked <= transactions && booked == distinct && authorizations == requests;
  }

  /** Transactions that are neither in the books nor an exception yet. */
  long waiting() {
    return transactions - booked;
  }

  /**
   * Waits until the books hold all they should, or nothing has come to them for fifteen seconds.
   *
   * @param requests that were decided
   * @throws IOException if a topic or the database can't be read
   */
  static BooksCheck of(KafkaConnection kafka, BooksConnection books, long requests)
      throws IOException {
    long sent = sent(kafka);
    BooksCheck check = now(sent - exceptions(kafka), books);
    long grewNanos = System.nanoTime();
    while (!check.isWhole(requests) && System.nanoTime() - grewNanos < PATIENCE.toNanos()) {
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
      BooksCheck next = now(sent - exceptions(kafka), books);
      if (!next.equals(check)) {
        grewNanos = System.nanoTime();
      }
      check = next;
    }
    return check;
  }

  private static BooksCheck now(long transactions, BooksConnection books) throws IOException {
    try (Connection connection =
            DriverManager.getConnection(books.url(), books.user(), books.password().read());
        PreparedStatement count = connection.prepareStatement(COUNT);
        ResultSet row = count.executeQuery()) {
      row.next();
      return new BooksCheck(transactions, row.getLong(1), row.getLong(2), row.getLong(3));
    } catch (SQLException e) {
      throw new IOException("the books can't be counted: " + e.getMessage(), e);
    }
  }

  /**
   * Chargebacks and resolutions come with what bears on deciding, the others on a topic of their
   * own.
   */
  private static long sent(KafkaConnection kafka) throws IOException {
    WireCodec codec = new WireCodec();
    Set<String> transactions = new HashSet<>();
    for (Topic topic : List.of(Topic.TRANSACTIONS, Topic.CARD_EVENTS)) {
      TopicReader.read(
          kafka,
          topic,
          (value, offset) -> {
            try {
              Event event = codec.decodeEvent(value, topic, 0);
              if (BOOKED.contains(event.type())) {
                transactions.add(event.type() + " " + event.id());
              }
            } catch (UnreadableRecordException deadLetter) {
              // It is in no books.
            }
          });
    }
    return transactions.size();
  }

  private static long exceptions(KafkaConnection kafka) throws IOException {
    WireCodec codec = new WireCodec();
    Set<String> exceptions = new HashSet<>();
    TopicReader.read(
        kafka,
        Topic.TRANSACTION_EXCEPTIONS,
        (value, offset) -> {
          try {
            TransactionException exception = (TransactionException) codec.decode(value);
            exceptions.add(exception.getTransactionType() + " " + exception.getTransactionId());
          } catch (UnreadableRecordException e) {
            throw new IOException("an exception can't be read: " + e.getMessage(), e);
          }
        });
    return exceptions.size();
  }
}
