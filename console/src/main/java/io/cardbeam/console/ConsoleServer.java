package io.cardbeam.console;

import io.cardbeam.console.access.AccessKey;
import io.cardbeam.console.access.Doorkeeper;
import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.Body;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.api.RouteTable;
import io.cardbeam.console.cube.CubePages;
import io.cardbeam.console.gateway.Gateway;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.live.LiveBoard;
import io.cardbeam.console.live.LiveStream;
import io.cardbeam.console.live.TopicReader;
import io.cardbeam.console.lookup.CardLookup;
import io.cardbeam.console.lookup.CardPages;
import io.cardbeam.console.operate.Health;
import io.cardbeam.console.operate.KafkaCheck;
import io.cardbeam.console.operate.Metrics;
import io.cardbeam.console.operate.OperateRoutes;
import io.cardbeam.console.server.AccessLog;
import io.cardbeam.console.server.WebLimits;
import io.cardbeam.console.server.WebServer;
import io.cardbeam.event.Activity;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.FraudAlert;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.token.CardTokenizer;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.RequestLog;
import org.jspecify.annotations.Nullable;

/**
 * The running console: web server, gateway, live figures and look-up, started and stopped as one.
 */
public final class ConsoleServer implements AutoCloseable {
  private final Doorkeeper door;
  private final Gateway gateway;
  private final LiveBoard board = new LiveBoard();
  private final LiveStream live = new LiveStream(board);
  private final Optional<CardLookup> lookup;
  private final CardPages cards;
  private final CubePages cube;
  private final TopicReader topics;
  private final RouteTable table;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Metrics metrics = new Metrics(inFlight);
  private final Health health;
  private final @Nullable AccessLog log;
  private @Nullable WebServer web;

  /**
   * What a console needs.
   *
   * @param books empty for a console without look-up
   * @param warehouse folder of a star; empty for a console without a cube
   * @param tokenizer turns card numbers into tokens; used by this console alone
   * @param patience how long a request waits for its decision
   */
  public record Settings(
      KafkaConnection kafka,
      Optional<BooksConnection> books,
      Optional<Path> warehouse,
      CardTokenizer tokenizer,
      AccessKey accessKey,
      Duration patience) {}

  private ConsoleServer(Settings settings, WebOptions options) throws IOException {
    InstantSource clock = InstantSource.system();
    door = new Doorkeeper(settings.accessKey(), clock);
    lookup = settings.books().map(CardLookup::new);
    cards = new CardPages(lookup);
    cube = new CubePages(settings.warehouse());
    gateway = new Gateway(settings.kafka(), settings.tokenizer(), settings.patience(), clock);
    topics = TopicReader.start(settings.kafka(), new Listener());
    topics.watchedBy(metrics::watch);
    health = Health.start(checks(settings));
    log = options.accessLog().isPresent() ? AccessLog.open(options.accessLog().get()) : null;
    table = routes(options);
  }

  /**
   * Starts a console.
   *
   * @throws RuntimeException if Kafka does not answer or the port is taken
   * @throws IOException if the access log can't be written
   */
  public static ConsoleServer start(Settings settings, WebOptions options) throws IOException {
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

  private Map<String, Health.Check> checks(Settings settings) {
    Map<String, Health.Check> checks = new LinkedHashMap<>();
    checks.put("kafka", new KafkaCheck(settings.kafka()));
    lookup.ifPresent(books -> checks.put("postgresql", books::check));
    return checks;
  }

  /** The port it listens on. */
  public int port() {
    return Objects.requireNonNull(web).port();
  }

  /** Path and query of the address that signs in once. */
  public String entryPath() {
    return door.entryPath();
  }

  private RouteTable routes(WebOptions options) {
    Admission session = Admission.session(Set.of(), door::requireSession);
    List<Route> all = new ArrayList<>(PageFile.routes());
    all.add(Route.get("/enter", "", Admission.EVERYBODY, door::enter).producing());
    all.add(Route.post("/sign-in", "", Admission.EVERYBODY, door::signIn).producing());
    all.add(
        Route.post("/sign-out", "", Admission.EVERYBODY, door::signOut)
            .taking(Body.NONE)
            .producing());
    all.add(Route.get("/v1/session", "", session, this::session).producing());
    all.add(Route.get("/v1/cards", "findCard", session, cards::find));
    all.add(
        Route.get("/v1/live", "followLive", session, this::showLive)
            .producing("text/event-stream"));
    all.add(
        Route.get(
                "/v1/cube",
                "askCube",
                Admission.keyOrSession("analytics:read", Set.of(), this::admitToCube),
                cube::answer)
            .producing(CubePages.ARROW, Route.JSON));
    all.add(
        Route.post(
            "/v1/authorizations",
            "createAuthorization",
            Admission.key("authorizations:write", door::requireBearer),
            gateway::authorize));
    all.addAll(OperateRoutes.of(health, metrics, options.metricsTo()));
    return new RouteTable(all);
  }

  private void session(Context ctx) {
    ctx.status(HttpStatus.NO_CONTENT);
  }

  private void showLive(Context ctx) throws RefusedException {
    live.stream(ctx, () -> door.hasSession(ctx));
  }

  /** For the page, and for programs that have the access key. */
  private void admitToCube(Context ctx) throws RefusedException {
    if (ctx.header(Header.AUTHORIZATION) == null) {
      door.requireSession(ctx);
    } else {
      door.requireBearer(ctx);
    }
  }

  @Override
  public void close() {
    board.close();
    if (web != null) {
      web.close();
    }
    health.close();
    topics.close();
    gateway.close();
    lookup.ifPresent(CardLookup::close);
    cube.close();
    metrics.close();
    if (log != null) {
      log.close();
    }
  }

  private final class Listener implements TopicReader.Listener {
    @Override
    public void decision(AuthorizationDecision decision) {
      gateway.desk().decided(decision);
    }

    @Override
    public void activity(Activity activity) {
      board.apply(activity);
    }

    @Override
    public void alert(FraudAlert alert) {
      board.apply(alert);
    }
  }
}
