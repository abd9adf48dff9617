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
import io.cardbeam.event.Activity;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.FraudAlert;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.token.CardTokenizer;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The running console: web server, gateway, live figures and look-up, started and stopped as one.
 */
public final class ConsoleServer implements AutoCloseable {
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Doorkeeper door;
  private final Gateway gateway;
  private final LiveBoard board = new LiveBoard();
  private final LiveStream live = new LiveStream(board);
  private final Optional<CardLookup> lookup;
  private final CardPages cards;
  private final CubePages cube;
  private final TopicReader topics;
  private final RouteTable table;
  private final Javalin web;

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

  private ConsoleServer(Settings settings) {
    InstantSource clock = InstantSource.system();
    door = new Doorkeeper(settings.accessKey(), clock);
    lookup = settings.books().map(CardLookup::new);
    cards = new CardPages(lookup);
    cube = new CubePages(settings.warehouse());
    gateway = new Gateway(settings.kafka(), settings.tokenizer(), settings.patience(), clock);
    topics = TopicReader.start(settings.kafka(), new Listener());
    table = routes();
    web = Javalin.create(this::configure);
  }

  /**
   * Starts a console.
   *
   * @param host address to listen on
   * @param port 0 for any that is free
   * @throws RuntimeException if Kafka does not answer or the port is taken
   */
  public static ConsoleServer start(Settings settings, String host, int port) {
    ConsoleServer server = new ConsoleServer(settings);
    try {
      server.web.start(host, port);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** The port it listens on. */
  public int port() {
    return web.port();
  }

  /** Path and query of the address that signs in once. */
  public String entryPath() {
    return door.entryPath();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.routes.before(ConsoleServer::harden);
    table.mount(config.routes);
  }

  private RouteTable routes() {
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
    return new RouteTable(all);
  }

  private static void harden(Context ctx) {
    ctx.header("Content-Security-Policy", PAGE_POLICY);
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "no-referrer");
    ctx.header("Cross-Origin-Resource-Policy", "same-origin");
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
    web.stop();
    topics.close();
    gateway.close();
    lookup.ifPresent(CardLookup::close);
    cube.close();
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
