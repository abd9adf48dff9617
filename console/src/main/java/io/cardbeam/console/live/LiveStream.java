package io.cardbeam.console.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * {@code GET /v1/live}: server-sent events {@code figures} and {@code alert}. Each reader has its
 * own thread and place, so a slow one holds up nobody; at most {@value #MAX_READERS} read at once.
 */
public final class LiveStream {
  /** Most pages that are open at once. */
  static final int MAX_READERS = 64;

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  private final LiveBoard board;
  private final Semaphore places = new Semaphore(MAX_READERS);

  /** A stream of this board. */
  public LiveStream(LiveBoard board) {
    this.board = board;
  }

  /**
   * Writes until the reader leaves or may not read any more.
   *
   * @param mayRead asked before each write
   */
  public void stream(Context ctx, BooleanSupplier mayRead) throws RefusedException {
    if (!places.tryAcquire()) {
      throw new RefusedException(ProblemType.OVERLOADED, "too many pages are open");
    }
    try {
      ctx.res().setContentType("text/event-stream;charset=utf-8");
      ctx.res().setHeader("Cache-Control", "no-store");
      write(ctx.res().getOutputStream(), mayRead);
    } catch (IOException e) {
      // The page was closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  private void write(OutputStream out, BooleanSupplier mayRead)
      throws IOException, InterruptedException {
    LiveBoard.Place place = LiveBoard.Place.START;
    while (!board.isClosed() && mayRead.getAsBoolean()) {
      LiveBoard.News news = board.await(place, KEEP_ALIVE);
      StringBuilder text = new StringBuilder(":\n\n");
      news.figures().ifPresent(f -> event(text, "figures", Json.text(LiveJson.figures(f))));
      for (AlertList.Numbered alert : news.alerts()) {
        event(text, "alert", Json.text(LiveJson.alert(alert.alert())));
      }
      out.write(text.toString().getBytes(UTF_8));
      out.flush();
      place = news.place();
    }
  }

  private static void event(StringBuilder text, String name, String data) {
    text.append("event: ").append(name).append("\ndata: ").append(data).append("\n\n");
  }
}
