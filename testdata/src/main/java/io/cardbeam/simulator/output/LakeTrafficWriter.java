package io.cardbeam.simulator.output;

import io.cardbeam.simulator.SimulatedStep;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The lake as it would be if every request had been approved: requests, card updates and payments,
 * and the purchases, refunds, reversals, chargebacks and their resolutions that follow, also those
 * that follow after the last request.
 *
 * <p>What follows later is kept back until its time has come, so the files are written one hour
 * after the other. A request has three followers at most and they come within {@value
 * #MAX_DAYS_KEPT} days, which bounds what is kept.
 */
public final class LakeTrafficWriter implements TrafficWriter {
  /** Longest time between a request and the last that follows, days. */
  static final int MAX_DAYS_KEPT = 139;

  private final LakeFiles files;
  private final PriorityQueue<Event> kept = new PriorityQueue<>(Event.TIME_ORDER);
  private final Map<EventType, Long> written = new EnumMap<>(EventType.class);

  /**
   * @param lake folder of the lake; files in it are written over
   */
  public LakeTrafficWriter(Path lake) {
    files = new LakeFiles(lake);
  }

  @Override
  public void write(SimulatedStep step) throws IOException {
    release(step.step().eventTimeMillis());
    if (step instanceof SimulatedStep.Announcement announcement) {
      kept.add(announcement.step().event());
    } else if (step instanceof SimulatedStep.Attempt attempt) {
      kept.add(Event.of(attempt.step().request()));
      kept.addAll(attempt.step().ifApproved());
    }
  }

  @Override
  public Map<String, Long> written() {
    Map<String, Long> named = new LinkedHashMap<>();
    written.forEach((type, count) -> named.put(type.schema().getName(), count));
    named.put("files", files.count());
    return named;
  }

  @Override
  public void close() throws IOException {
    try (files) {
      release(Long.MAX_VALUE);
    }
  }

  private void release(long untilMillis) throws IOException {
    for (Event next = kept.peek();
        next != null && next.eventTimeMillis() < untilMillis;
        next = kept.peek()) {
      files.append(kept.remove());
      written.merge(next.type(), 1L, Long::sum);
    }
  }
}
