package io.cardbeam.console.letters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.access.AccessControl;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.audit.AuditTrail;
import io.cardbeam.console.audit.AuditedReads;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.JsonReader;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.operate.PeriodicTask;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.books.BooksConnection;
import io.javalin.http.Context;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.InterruptException;

/** {@code /v1/dead-letters} and {@code /v1/exceptions}: what could not be taken, and its repair. */
public final class LetterPages implements AutoCloseable {
  /** Most rows of a page. */
  static final int MAX_ROWS = 200;

  /** Rows of a page. */
  static final int ROWS = 50;

  /** Longest event that somebody writes, characters of JSON. */
  static final int MAX_EVENT_CHARS = 10_000;

  private static final Duration COLLECT_EVERY = Duration.ofMillis(500);
  private static final int OK = 200;

  private final Database database;
  private final LetterStore store;
  private final LetterCollector collector;
  private final PeriodicTask collecting;
  private final LetterRepair repair;
  private final ExceptionList exceptions;
  private final AuditedReads audited;

  private LetterPages(KafkaConnection kafka, BooksConnection books, AuditedReads audited) {
    ConsoleSchema.LETTERS.migrate(books);
    this.audited = audited;
    database = new Database(books, Pool.LETTERS);
    store = new LetterStore(database);
    repair = new LetterRepair(store);
    collector = new LetterCollector(kafka, database);
    exceptions = new ExceptionList(books, audited);
    collecting =
        PeriodicTask.start(
            "dead-letters",
            "dead letters could not be collected, it is tried again",
            Duration.ZERO,
            COLLECT_EVERY,
            this::collect);
  }

  /**
   * Starts to collect dead letters. What is sent in their place is written to the outbox, whose
   * schema is there already.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not answer
   */
  public static LetterPages start(
      KafkaConnection kafka, BooksConnection books, AuditedReads audited) {
    return new LetterPages(kafka, books, audited);
  }

  private void collect() throws SQLException {
    try {
      boolean came = true;
      while (came && !Thread.currentThread().isInterrupted()) {
        came = collector.collect();
      }
    } catch (InterruptException e) {
      Thread.currentThread().interrupt(); // closing
    }
  }

  /** The routes. */
  public List<Route> routes(AccessControl control) {
    Admission staff = control.session(Role.ANALYST, Role.ADMINISTRATOR);
    return List.of(
        Route.get("/v1/dead-letters", "listDeadLetters", staff, this::list),
        Route.get("/v1/dead-letters/{letter_id}", "getDeadLetter", staff, this::one),
        Route.post("/v1/dead-letters/{letter_id}/event", "sendInItsPlace", staff, this::send),
        Route.get("/v1/exceptions", "listExceptions", staff, exceptions::list));
  }

  private void list(Context ctx) throws RefusedException, SQLException {
    Set<String> known = new HashSet<>(LetterFilter.NAMES);
    known.addAll(Set.of("limit", "cursor"));
    QueryParameters query = new QueryParameters(ctx, known);
    LetterFilter filter = LetterFilter.of(query);
    LetterPlace after = LetterPlace.read(query);
    int limit = query.wholeNumber("limit", 1, MAX_ROWS).orElse(ROWS);
    query.refuse();
    List<Letter> page = store.list(filter, after, limit + 1);
    ObjectNode node = Json.object();
    ArrayNode list = node.putArray("dead_letters");
    page.stream().limit(limit).forEach(letter -> list.add(LetterJson.row(letter)));
    ArrayNode kinds = node.putArray("kinds");
    for (LetterStore.Kind kind : store.kinds()) {
      kinds
          .addObject()
          .put("topic", kind.topic())
          .put("code", kind.code())
          .put("count", kind.count());
    }
    if (page.size() > limit) {
      Letter last = page.get(limit - 1);
      node.put("next_cursor", new LetterPlace(last.writtenAt(), last.id()).cursor());
    }
    Json.answer(ctx, OK, node);
  }

  private void one(Context ctx) throws RefusedException, SQLException {
    Letter letter = letter(ctx);
    audited.note(ctx, "dead-letter-look-up", letter.place());
    Json.answer(ctx, OK, LetterJson.whole(letter));
  }

  private void send(Context ctx) throws RefusedException, IOException, SQLException {
    JsonReader fields = JsonReader.of(Json.body(ctx));
    Optional<String> event = fields.secret("event", MAX_EVENT_CHARS);
    boolean onlyCheck = fields.optionalFlag("check_only").orElse(false);
    fields.done();
    Letter letter = letter(ctx);
    if (onlyCheck) {
      LetterRepair.check(letter, event.orElseThrow());
    } else {
      repair.send(
          letter,
          event.orElseThrow(),
          new AuditTrail.By(AccessControl.caller(ctx).auditName(), ctx.ip()));
    }
    Json.answer(ctx, OK, LetterJson.whole(letter(ctx)));
  }

  private Letter letter(Context ctx) throws RefusedException, SQLException {
    String id = ctx.pathParam("letter_id");
    Optional<Letter> found =
        id.matches("[0-9]{1,18}") ? store.find(Long.parseLong(id)) : Optional.empty();
    return found.orElseThrow(
        () -> new RefusedException(ProblemType.NOT_FOUND, "There is no such dead letter."));
  }

  @Override
  public void close() {
    collecting.close();
    collector.close();
    exceptions.close();
    database.close();
  }
}
