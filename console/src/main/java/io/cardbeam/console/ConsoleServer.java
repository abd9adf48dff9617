package io.cardbeam.console;

import io.cardbeam.console.access.AccessControl;
import io.cardbeam.console.access.KeyAuthentication;
import io.cardbeam.console.access.KeyRing;
import io.cardbeam.console.access.RandomSecrets;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.access.SessionCookie;
import io.cardbeam.console.api.ApiDocument;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.api.RouteTable;
import io.cardbeam.console.audit.AuditedReads;
import io.cardbeam.console.board.BoardPages;
import io.cardbeam.console.cases.Cases;
import io.cardbeam.console.cube.CubePages;
import io.cardbeam.console.cube.Warehouse;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.letters.LetterPages;
import io.cardbeam.console.live.LiveBoard;
import io.cardbeam.console.live.LiveHistory;
import io.cardbeam.console.live.LiveStream;
import io.cardbeam.console.live.LiveTopics;
import io.cardbeam.console.live.TopicReader;
import io.cardbeam.console.lookup.CardLookup;
import io.cardbeam.console.lookup.CardPages;
import io.cardbeam.console.mine.MineRoutes;
import io.cardbeam.console.operate.Health;
import io.cardbeam.console.operate.KafkaCheck;
import io.cardbeam.console.operate.Metrics;
import io.cardbeam.console.operate.OperateRoutes;
import io.cardbeam.console.operate.PeriodicTask;
import io.cardbeam.console.outbox.Outbox;
import io.cardbeam.console.page.PageRoutes;
import io.cardbeam.console.people.People;
import io.cardbeam.console.people.PeoplePages;
import io.cardbeam.console.people.SecretBox;
import io.cardbeam.console.server.AccessLog;
import io.cardbeam.console.server.WebLimits;
import io.cardbeam.console.server.WebServer;
import io.cardbeam.console.weblog.WeblogIndex;
import io.cardbeam.console.weblog.WeblogPages;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.geo.GeoFile;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.wire.Topic;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.eclipse.jetty.server.RequestLog;
import org.jspecify.annotations.Nullable;

/**
 * The running console: web server, gateway, live figures and look-up, started and stopped as one.
 */
public final class ConsoleServer implements AutoCloseable {
  private static final int RUN_BYTES = 8;

  private final Database access;
  private final KeyRing keys;
  private final People people;
  private final PeoplePages peoplePages;
  private final PeriodicTask tidying;
  private final @Nullable Countries countries;
  private final AccessControl control;
  private final PaymentGateway gateway;
  private final LiveBoard board = new LiveBoard(InstantSource.system());
  private final LiveStream live =
      new LiveStream(board, HexFormat.of().formatHex(RandomSecrets.bytes(RUN_BYTES)));
  private final LiveHistory history;
  private final CardLookup lookup;
  private final CardPages cards;
  private final Outbox outbox;
  private final MineRoutes mine;
  private final CubePages cube;
  private final BoardPages monthly;
  private final LetterPages letters;
  private final Cases cases;
  private final WeblogPages weblogs;
  private final TopicReader topics;
  private final TopicReader liveTopics;
  private final RouteTable table;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Metrics metrics = new Metrics(inFlight);
  private final Health health;
  private final @Nullable AccessLog log;
  private @Nullable WebServer web;

  /**
   * What a console needs.
   *
   * @param books database of the books, of who may do what, and of what the gateway was asked
   * @param warehouse of a star; empty for a console without a cube
   * @param tokenizers turn card numbers into tokens, each by the same key
   * @param secrets encrypts people's secrets
   * @param locations where shoppers' addresses are; empty to leave their countries out
   * @param statements folder that {@code statements} writes to; empty for statements without PDF
   * @param weblogs index of hits of access logs; empty for a console without web logs
   */
  public record Settings(
      KafkaConnection kafka,
      BooksConnection books,
      Optional<Warehouse> warehouse,
      Supplier<CardTokenizer> tokenizers,
      SecretBox secrets,
      Optional<GeoFile> locations,
      Optional<Path> statements,
      Optional<WeblogIndex> weblogs) {
    /** Without statements' documents and web logs. */
    public Settings(
        KafkaConnection kafka,
        BooksConnection books,
        Optional<Warehouse> warehouse,
        Supplier<CardTokenizer> tokenizers,
        SecretBox secrets,
        Optional<GeoFile> locations) {
      this(
          kafka,
          books,
          warehouse,
          tokenizers,
          secrets,
          locations,
          Optional.empty(),
          Optional.empty());
    }

    /** The same with statements' documents in this folder. */
    public Settings withStatements(Optional<Path> folder) {
      return new Settings(kafka, books, warehouse, tokenizers, secrets, locations, folder, weblogs);
    }

    /** The same with web logs from this index. */
    public Settings withWeblogs(Optional<WeblogIndex> index) {
      return new Settings(
          kafka, books, warehouse, tokenizers, secrets, locations, statements, index);
    }

    /** Without locations. */
    public Settings(
        KafkaConnection kafka,
        BooksConnection books,
        Optional<Warehouse> warehouse,
        Supplier<CardTokenizer> tokenizers,
        SecretBox secrets) {
      this(kafka, books, warehouse, tokenizers, secrets, Optional.empty());
    }
  }

  private ConsoleServer(Settings settings, WebOptions options) throws IOException, SQLException {
    InstantSource clock = InstantSource.system();
    ConsoleSchema.ACCESS.migrate(settings.books());
    keys = KeyRing.start(settings.books(), clock);
    access = new Database(settings.books(), Pool.PEOPLE);
    people = new People(access, settings.secrets(), clock);
    tidying =
        PeriodicTask.start(
            "tidying",
            "what is over could not be removed, it is tried again in an hour",
            Duration.ZERO,
            Duration.ofHours(1),
            people::tidy);
    countries = settings.locations().map(Countries::by).orElse(null);
    SessionCookie cookie = new SessionCookie();
    peoplePages = new PeoplePages(people, settings.tokenizers().get(), cookie);
    KeyAuthentication keyAuthentication = new KeyAuthentication(keys);
    metrics.countWrongKeys(keyAuthentication::wrongKeys);
    control = new AccessControl(keyAuthentication, people.sessions(), cookie, clock);
    AuditedReads audited = AuditedReads.in(access);
    history = new LiveHistory(settings.books(), clock);
    lookup = new CardLookup(settings.books());
    cards = new CardPages(lookup, audited);
    cube = new CubePages(settings.warehouse(), settings.books(), access, audited, clock);
    monthly = new BoardPages(settings.books(), audited, clock);
    gateway =
        PaymentGateway.start(
            settings.kafka(),
            settings.books(),
            settings.tokenizers().get(),
            countries == null ? address -> Optional.empty() : countries,
            clock);
    outbox = Outbox.start(settings.books(), gateway::send, clock);
    letters = LetterPages.start(settings.kafka(), settings.books(), audited);
    cases = Cases.start(settings.kafka(), settings.books(), audited, clock);
    weblogs = new WeblogPages(settings.weblogs(), clock);
    mine = MineRoutes.start(settings.books(), settings.statements(), audited, clock);
    topics =
        TopicReader.start(
            settings.kafka(), Map.of(Topic.AUTHORIZATION_DECISIONS, 0L), this::decided);
    topics.watchedBy(metrics::watch);
    liveTopics =
        TopicReader.startBatching(settings.kafka(), LiveTopics.LOOK_BACK, new LiveTopics(board));
    gateway.measuredBy(metrics.registry());
    outbox.measuredBy(metrics.registry());
    if (countries != null) {
      countries.measuredBy(metrics.registry());
    }
    health = Health.start(required(settings), helpful());
    log = options.accessLog().isPresent() ? AccessLog.open(options.accessLog().get()) : null;
    table = routes(options);
  }

  /**
   * Starts a console.
   *
   * @throws RuntimeException if Kafka does not answer or the port is taken
   * @throws IOException if the access log can't be written
   * @throws SQLException if the keys can't be read
   */
  public static ConsoleServer start(Settings settings, WebOptions options)
      throws IOException, SQLException {
    ConsoleServer server = new ConsoleServer(settings, options);
    try {
      server.serve(options);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  private void serve(WebOptions options) {
    List<RequestLog> logs = new ArrayList<>(List.of(metrics));
    if (log != null) {
      logs.add(log);
      metrics.countDroppedLines(log::dropped);
    }
    web =
        WebServer.start(
            table,
            new WebServer.Settings(
                options.address(),
                WebLimits.DEFAULT,
                options.tls(),
                options.trustedProxies(),
                inFlight,
                logs));
  }

  private Map<String, Health.Check> required(Settings settings) {
    Map<String, Health.Check> checks = new LinkedHashMap<>();
    checks.put("kafka", new KafkaCheck(settings.kafka()));
    checks.put("decisions", topics::check);
    return checks;
  }

  private Map<String, Health.Check> helpful() {
    Map<String, Health.Check> checks = new LinkedHashMap<>();
    checks.put("postgresql", lookup::check);
    checks.put("recorder", gateway::checkRecorder);
    checks.put("cases", cases::check);
    checks.put("outbox", outbox::check);
    return checks;
  }

  /** The port it listens on. */
  public int port() {
    return Objects.requireNonNull(web).port();
  }

  /** What it serves. */
  List<Route> routes() {
    return table.routes();
  }

  private RouteTable routes(WebOptions options) {
    List<Route> all = new ArrayList<>(PageRoutes.routes());
    all.addAll(peoplePages.routes(control));
    all.addAll(cards.routes(control));
    all.addAll(mine.routes(control));
    all.add(
        Route.get(
                "/v1/live/stream",
                "followLive",
                control.session(Role.ANALYST, Role.ADMINISTRATOR),
                this::showLive)
            .producing("text/event-stream"));
    all.add(
        Route.get(
            "/v1/live/history",
            "getLiveHistory",
            control.session(Role.ANALYST, Role.ADMINISTRATOR),
            history::answer));
    all.add(
        Route.get(
            "/v1/live/alerts",
            "listAlerts",
            control.session(Role.ANALYST, Role.ADMINISTRATOR),
            history::alerts));
    all.addAll(cube.routes(control));
    all.addAll(monthly.routes(control));
    all.addAll(letters.routes(control));
    all.addAll(weblogs.routes(control));
    all.addAll(cases.routes(control));
    all.addAll(gateway.routes(control::key, AccessControl::caller));
    all.addAll(ApiDocument.routes());
    all.addAll(OperateRoutes.of(health, metrics, options.metricsTo()));
    return new RouteTable(all);
  }

  private void decided(SpecificRecord body) {
    if (body instanceof AuthorizationDecision decision) {
      gateway.decided(decision);
    }
  }

  private void showLive(Context ctx) throws RefusedException {
    live.stream(ctx, control.staysOpen(ctx));
  }

  @Override
  public void close() {
    board.close();
    if (web != null) {
      web.close();
    }
    health.close();
    topics.close();
    liveTopics.close();
    mine.close();
    cases.close();
    outbox.close();
    gateway.close();
    if (countries != null) {
      countries.close();
    }
    history.close();
    lookup.close();
    cube.close();
    monthly.close();
    letters.close();
    tidying.close();
    people.close();
    keys.close();
    access.close();
    metrics.close();
    if (log != null) {
      log.close();
    }
  }
}
