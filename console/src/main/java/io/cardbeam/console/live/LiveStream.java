package io.cardbeam.console.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.console.http.RefusedException;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code GET /v1/live/stream}: server-sent events {@code start} and {@code frame}. A frame has what
 * came since the one before, at most five a second; a reader that is slow gets fewer and larger
 * ones. At most {@value #MAX_READERS} read at once.
 */
public final class LiveStream {
  /** Most pages that are open at once. */
  static final int MAX_READERS = 64;

  /** Time from a frame to the next. */
  public static final Duration EVERY = Duration.ofMillis(200);

  /** Alerts of before that a new reader gets. */
  static final int ALERTS_OF_BEFORE = 100;

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
  private static final int RETRY_MILLIS = 1_000;

  private static final Set<String> PARAMETERS =
      Stream.concat(HistoryFilters.PARAMETERS.stream(), Stream.of("from", "step"))
          .collect(Collectors.toUnmodifiableSet());

  private final LiveBoard board;
  private final String run;
  private final Semaphore places = new Semaphore(MAX_READERS);

  /**
   * A stream of this board.
   *
   * @param run 16 hexadecimal digits that no other start of a console has
   */
  public LiveStream(LiveBoard board, String run) {
    this.board = board;
    this.run = run;
  }

  private record Query(Optional<Instant> from, HistoryStep step, HistoryFilters filters) {
    static Query of(Context ctx) throws RefusedException {
      QueryParameters parameters = new QueryParameters(ctx, PARAMETERS);
      HistoryFilters filters = HistoryFilters.of(parameters);
      Query query =
          new Query(
              parameters.time("from"),
              parameters
                  .oneOf("step", List.of(HistoryStep.values()), HistoryStep::text)
                  .orElse(HistoryStep.MINUTE),
              filters);
      parameters.refuse();
      return query;
    }

    LiveFrame.Scope from(Instant from) {
      return new LiveFrame.Scope(from, step, filters);
    }
  }

  /**
   * Writes until the reader leaves or may not read any more.
   *
   * @param mayRead asked before each write
   */
  public void stream(Context ctx, BooleanSupplier mayRead) throws RefusedException {
    Query query = Query.of(ctx);
    Optional<LivePlace> known =
        Optional.ofNullable(ctx.header("Last-Event-ID"))
            .flatMap(LivePlace::of)
            .filter(place -> place.run().equals(run));
    if (!places.tryAcquire()) {
      throw new RefusedException(ProblemType.OVERLOADED, "too many pages are open");
    }
    try {
      ctx.res().setContentType("text/event-stream;charset=utf-8");
      ctx.res().setHeader("Cache-Control", "no-store");
      ctx.res().setHeader("X-Accel-Buffering", "no"); // or nginx waits for a full buffer
      write(ctx.res().getOutputStream(), query, known, mayRead);
    } catch (IOException e) {
      // The page was closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  private void write(
      OutputStream out, Query query, Optional<LivePlace> known, BooleanSupplier mayRead)
      throws IOException, InterruptedException {
    send(out, "retry: " + RETRY_MILLIS + "\n\n");
    while (!board.awaitReady(KEEP_ALIVE)) {
      if (board.isClosed() || !mayRead.getAsBoolean()) {
        return;
      }
      send(out, ":\n\n");
    }
    Optional<LivePlace> reader = known.filter(place -> board.reachesBackTo(place.place()));
    while (!board.isClosed() && mayRead.getAsBoolean()) {
      reader = Optional.of(reader.isEmpty() ? begin(out, query) : reader.get());
      reader = next(out, query, reader.get());
      board.pause(EVERY);
    }
  }

  /** For whoever has nothing yet, which counts from where no request is missing. */
  private LivePlace begin(OutputStream out, Query query) throws IOException, InterruptedException {
    LiveBoard.Beginning beginning = board.begin(ALERTS_OF_BEFORE);
    Instant from =
        Instant.ofEpochMilli(
            Math.max(
                beginning.completeFromMillis(),
                query.from().orElse(QueryParameters.FIRST).toEpochMilli()));
    LivePlace place = new LivePlace(run, from, beginning.news().place());
    LiveFrame.Scope scope = query.from(from);
    send(out, event("start", place, LiveJson.start(scope)));
    send(out, event("frame", place, LiveJson.frame(LiveFrame.of(beginning.news(), scope))));
    board.pause(EVERY);
    return place;
  }

  /** Sends what is new, if anything is; empty if the reader must begin again. */
  private Optional<LivePlace> next(OutputStream out, Query query, LivePlace reader)
      throws IOException, InterruptedException {
    Optional<LiveBoard.News> news = board.await(reader.place(), KEEP_ALIVE);
    if (news.isEmpty()) {
      return Optional.empty();
    }
    LivePlace place = new LivePlace(run, reader.from(), news.get().place());
    LiveFrame frame = LiveFrame.of(news.get(), query.from(reader.from()));
    send(out, frame.isEmpty() ? ":\n\n" : event("frame", place, LiveJson.frame(frame)));
    return Optional.of(place);
  }

  private static String event(String name, LivePlace place, ObjectNode data) {
    return "id: " + place.text() + "\nevent: " + name + "\ndata: " + Json.text(data) + "\n\n";
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }
}
