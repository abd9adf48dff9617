package io.cardbeam.console.cases;

import io.cardbeam.console.access.AccessControl;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.audit.AuditedReads;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.books.BooksConnection;
import java.time.InstantSource;
import java.util.List;

/** Cases: the reader that makes them and the routes that they are worked on by. */
public final class Cases implements AutoCloseable {
  private final Database people;
  private final Database reading;
  private final Database books;
  private final CaseReader reader;
  private final CasePages pages;

  private Cases(
      KafkaConnection kafka,
      BooksConnection connection,
      AuditedReads audited,
      InstantSource clock) {
    people = new Database(connection, Pool.PEOPLE);
    reading = new Database(connection, Pool.CASES);
    books = new Database(connection, Pool.BOOKS);
    reader = new CaseReader(kafka, reading, clock);
    pages =
        new CasePages(people, new CaseStory(books), new KnownRules(kafka, clock), audited, clock);
  }

  /**
   * Brings the schema up to date and starts to read alerts. What acts send is written to the
   * outbox, whose schema is there already.
   */
  public static Cases start(
      KafkaConnection kafka,
      BooksConnection connection,
      AuditedReads audited,
      InstantSource clock) {
    ConsoleSchema.CASES.migrate(connection);
    Cases cases = new Cases(kafka, connection, audited, clock);
    cases.reader.start();
    return cases;
  }

  /** The routes. */
  public List<Route> routes(AccessControl control) {
    return pages.routes(control);
  }

  /** Ends without an exception if alerts are read, or another console reads them. */
  public void check() {
    if (!reader.isAlive()) {
      throw new IllegalStateException("alerts are not made cases any more");
    }
  }

  @Override
  public void close() {
    reader.close();
    reading.close();
    people.close();
    books.close();
  }
}
