package io.cardbeam.browser.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends recorded frames on and on, at the times of a clock. What falls into one frame's time goes
 * together, as the console sends what came since the frame before; entries of the same name are not
 * added up, which is more work for the page than the console makes.
 */
final class PlayedStream implements AutoCloseable {
  private static final List<String> LISTS =
      List.of("points", "states", "cities", "categories", "hours", "latencies", "rows", "alerts");
  private static final int MAX_ROWS = 50;

  private final Recording recording;
  private final JsonNode modelThreshold;
  private final FastClock clock;
  private final Duration every;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicLong frames = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();

  /** One of the frames as they are played: of which turn. */
  private record Due(long turn, Recording.Frame frame) {}

  /**
   * A stream.
   *
   * @param every time from a frame to the next, by nobody's clock
   */
  PlayedStream(Recording recording, JsonNode modelThreshold, FastClock clock, Duration every) {
    this.recording = recording;
    this.modelThreshold = modelThreshold;
    this.clock = clock;
    this.every = every;
  }

  /** Frames that were sent, to all readers. */
  long frames() {
    return frames.get();
  }

  /** Requests that they counted. */
  long requests() {
    return requests.get();
  }

  /** Writes until the reader leaves or this is closed. */
  void stream(Context ctx) {
    ctx.res().setContentType("text/event-stream;charset=utf-8");
    ctx.res().setHeader("Cache-Control", "no-store");
    try {
      write(ctx.res().getOutputStream());
    } catch (IOException e) {
      // The page was closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(OutputStream out) throws IOException, InterruptedException {
    Instant from = clock.instant();
    ObjectNode start = JsonNodeFactory.instance.objectNode();
    start.put("from", from.toString()).put("step", "minute").set("model_threshold", modelThreshold);
    send(out, "start", start);
    while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
      Instant now = clock.instant();
      List<Due> due = due(from, now);
      if (!due.isEmpty()) {
        send(out, "frame", together(due));
        frames.incrementAndGet();
        due.forEach(one -> requests.addAndGet(one.frame().requests()));
      }
      from = now;
    }
  }

  private List<Due> due(Instant from, Instant to) {
    List<Due> due = new ArrayList<>();
    long length = recording.length().toMillis();
    long after = Duration.between(recording.begin(), from).toMillis();
    long until = Duration.between(recording.begin(), to).toMillis();
    for (long turn = Math.floorDiv(after, length); turn * length < until; turn++) {
      for (Recording.Frame frame : recording.frames()) {
        long at = turn * length + frame.after().toMillis();
        if (at >= after && at < until) {
          due.add(new Due(turn, frame));
        }
      }
    }
    return due;
  }

  private ObjectNode together(List<Due> due) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    LISTS.forEach(all::putArray);
    long leftOut = 0;
    for (Due one : due) {
      ObjectNode data = one.frame().data().deepCopy();
      move(data, one.turn());
      for (String list : LISTS) {
        ((ArrayNode) all.get(list)).addAll(data.withArray(list));
      }
      if (data.has("newest")) {
        all.set("newest", data.get("newest"));
      }
      leftOut += data.path("left_out").asLong();
    }
    ArrayNode rows = (ArrayNode) all.get("rows");
    while (rows.size() > MAX_ROWS) {
      rows.remove(0);
    }
    return all.put("left_out", leftOut);
  }

  /** To a later turn, in which requests are others. */
  private void move(ObjectNode frame, long turn) {
    if (frame.has("newest")) {
      move(frame, "newest", turn);
    }
    frame.path("points").forEach(point -> move((ObjectNode) point, "start", turn));
    for (String list : List.of("rows", "alerts")) {
      for (JsonNode row : frame.path(list)) {
        move((ObjectNode) row, "time", turn);
        ((ObjectNode) row).put("id", row.path("id").asText() + "-" + turn);
      }
    }
  }

  private void move(ObjectNode in, String field, long turn) {
    Instant time = Instant.parse(in.required(field).asText());
    in.put(field, time.plus(recording.length().multipliedBy(turn)).toString());
  }

  private static void send(OutputStream out, String name, ObjectNode data) throws IOException {
    out.write(("event: " + name + "\ndata: " + data + "\n\n").getBytes(UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
