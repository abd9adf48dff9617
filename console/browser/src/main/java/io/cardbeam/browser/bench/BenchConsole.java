package io.cardbeam.browser.bench;

import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.api.RouteTable;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.live.LiveStream;
import io.cardbeam.console.page.PageRoutes;
import io.cardbeam.console.server.WebServer;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The console's server with the page, of which all else is played: the answers and the stream that
 * another console gave. Anybody is the analyst.
 */
final class BenchConsole implements AutoCloseable {
  private static final Duration FRAME_EVERY = LiveStream.EVERY;

  private final FastClock clock;
  private final RecordedAnswers answers;
  private final PlayedStream stream;
  private final WebServer web;

  /**
   * Starts one on any free port of this machine.
   *
   * @param clock by which the recording is played
   * @param faster how many times as often as a console it sends frames
   */
  BenchConsole(Recording recording, FastClock clock, int faster) {
    this.clock = clock;
    answers = new RecordedAnswers(recording);
    stream =
        new PlayedStream(recording, answers.modelThreshold(), clock, FRAME_EVERY.dividedBy(faster));
    web =
        WebServer.start(
            table(),
            WebServer.Settings.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
  }

  private RouteTable table() {
    List<Route> all = new ArrayList<>(PageRoutes.routes());
    all.add(
        Route.get(
            "/v1/session",
            "getSession",
            Admission.EVERYBODY,
            ctx -> Json.answer(ctx, 200, answers.session())));
    all.add(Route.get("/v1/live/history", "getLiveHistory", Admission.EVERYBODY, this::history));
    all.add(
        Route.get(
            "/v1/live/alerts",
            "listAlerts",
            Admission.EVERYBODY,
            ctx -> Json.answer(ctx, 200, answers.alerts(clock.instant()))));
    all.add(
        Route.get("/v1/live/stream", "followLive", Admission.EVERYBODY, stream::stream)
            .producing("text/event-stream"));
    return new RouteTable(all);
  }

  private void history(Context ctx) {
    Instant to = time(ctx, "to", clock.instant());
    Instant from = time(ctx, "from", to.minus(Duration.ofHours(1)));
    String step = ctx.queryParam("step");
    Json.answer(ctx, 200, answers.history(from, to, step == null ? "minute" : step));
  }

  private static Instant time(Context ctx, String name, Instant otherwise) {
    String text = ctx.queryParam(name);
    return text == null ? otherwise : Instant.parse(text);
  }

  /** Such as {@code http://127.0.0.1:40123}. */
  String address() {
    return "http://127.0.0.1:" + web.port();
  }

  /** Frames that were sent so far. */
  long frames() {
    return stream.frames();
  }

  /** Requests that they counted. */
  long requests() {
    return stream.requests();
  }

  @Override
  public void close() {
    stream.close();
    web.close();
  }
}
