package io.cardbeam.console;

import io.cardbeam.console.access.Caller;
import io.cardbeam.console.access.Scope;
import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.gateway.AuthorizationService;
import io.cardbeam.console.gateway.EventSender;
import io.cardbeam.console.gateway.PaymentRoutes;
import io.cardbeam.console.gateway.store.Recorder;
import io.cardbeam.console.gateway.store.StoredAuthorizations;
import io.cardbeam.console.gateway.store.StoredOperations;
import io.cardbeam.console.gateway.store.StoredPages;
import io.cardbeam.console.outbox.OutgoingRecord;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.token.CardTokenizer;
import io.javalin.http.Context;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The gateway for payments: what it keeps, sends and records, started and stopped as one. */
final class PaymentGateway implements AutoCloseable {
  /** Connections of the path of answers, which nothing else may take. */
  private static final int ANSWERING = 4;

  private static final int OPERATIONS = 8;

  /** The recorder's lock and its work. */
  private static final int RECORDING = 2;

  private final EventSender sender;
  private final StoredAuthorizations authorizations;
  private final Database operations;
  private final AuthorizationService service;
  private final Recorder recorder;
  private final PaymentRoutes routes;

  private PaymentGateway(
      EventSender sender,
      StoredAuthorizations authorizations,
      Database operations,
      Recorder recorder,
      CardTokenizer tokenizer,
      Function<InetAddress, Optional<String>> countries,
      InstantSource clock) {
    this.sender = sender;
    this.authorizations = authorizations;
    this.operations = operations;
    this.recorder = recorder;
    service = new AuthorizationService(sender, authorizations);
    routes =
        new PaymentRoutes(
            service,
            sender,
            new StoredOperations(operations, clock),
            new StoredPages(operations),
            tokenizer,
            countries,
            clock);
  }

  /**
   * Starts a gateway.
   *
   * @param tokenizer used by this gateway alone
   * @param countries tells an address's country, where it knows
   * @param clock tells the event time of requests, and what is old
   * @throws RuntimeException if Kafka or PostgreSQL does not answer
   */
  static PaymentGateway start(
      KafkaConnection kafka,
      BooksConnection database,
      CardTokenizer tokenizer,
      Function<InetAddress, Optional<String>> countries,
      InstantSource clock) {
    ConsoleSchema.GATEWAY.migrate(database);
    EventSender sender = new EventSender(kafka);
    Database recording = new Database(database, Pool.ofGateway("recorder", RECORDING));
    try {
      Recorder recorder = Recorder.start(kafka, recording, sender, clock);
      return new PaymentGateway(
          sender,
          new StoredAuthorizations(
              new Database(database, Pool.ofGateway("answers", ANSWERING)), sender::send, clock),
          new Database(database, Pool.ofGateway("operations", OPERATIONS)),
          recorder,
          tokenizer,
          countries,
          clock);
    } catch (SQLException e) {
      recording.close();
      sender.close();
      throw new IllegalStateException("the gateway's database does not answer", e);
    } catch (RuntimeException e) {
      recording.close();
      sender.close();
      throw e;
    }
  }

  /**
   * The routes.
   *
   * @param admissions who may do what a scope stands for
   * @param callers tells whose a request is, once it was let in
   */
  List<Route> routes(Function<Scope, Admission> admissions, Function<Context, Caller> callers) {
    return routes.all(admissions, callers);
  }

  /** Sends what was written to the outbox; can be asked as long as the gateway is open. */
  CompletableFuture<Void> send(OutgoingRecord record) {
    return sender.send(record.topic(), record.key(), record.time(), record.bytes());
  }

  /** Hears of a decision. */
  void decided(AuthorizationDecision decision) {
    service.decided(decision);
  }

  /** Registers what it counts. */
  void measuredBy(MeterRegistry registry) {
    Gauge.builder("gateway.recorder.lag", recorder, Recorder::lag)
        .description("Records of the topics that are not written down yet.")
        .register(registry);
    Gauge.builder("gateway.requests.waiting", service, AuthorizationService::waiting)
        .description("Requests that wait for their decisions.")
        .register(registry);
    FunctionCounter.builder("gateway.decision.timeouts", service, AuthorizationService::timedOut)
        .description("Requests that were answered by default, as no decision came in time.")
        .register(registry);
    Gauge.builder("gateway.defaults.unwritten", authorizations, StoredAuthorizations::unwritten)
        .description("Answers by default that were sent and wait for PostgreSQL to take them.")
        .register(registry);
    FunctionCounter.builder("gateway.defaults.lost", authorizations, StoredAuthorizations::lost)
        .description("Answers by default that are not written down, as too many waited.")
        .register(registry);
    FunctionCounter.builder(
            "gateway.records.left.out", authorizations, StoredAuthorizations::leftOut)
        .description("Look-ups and writes of answers that PostgreSQL did not take in time.")
        .register(registry);
  }

  /** Ends without an exception if the recorder works, or waits for another's turn to end. */
  void checkRecorder() {
    if (!recorder.isAlive()) {
      throw new IllegalStateException("the recorder has ended");
    }
  }

  @Override
  public void close() {
    service.close();
    recorder.close();
    authorizations.close();
    operations.close();
    sender.close();
  }
}
