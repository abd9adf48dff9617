package io.cardbeam.pipeline.weblog;

import io.cardbeam.pipeline.files.SortKey;
import io.cardbeam.weblog.BotSign;
import io.cardbeam.weblog.HitRow;
import io.cardbeam.weblog.Visit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Puts the sessions of visitors together, and finds the robots among these by what they do. */
final class SessionsFn extends DoFn<KV<Integer, Iterable<byte[]>>, Long> {
  private static final long serialVersionUID = 1L;
  private static final Counter SESSIONS = WebLogTags.counter(WebLogTags.SESSIONS);
  private static final Counter VISITORS = WebLogTags.counter(WebLogTags.VISITORS);

  private final long oldestSeconds;

  /**
   * @param oldestSeconds sessions that ended before are forgotten
   */
  SessionsFn(long oldestSeconds) {
    this.oldestSeconds = oldestSeconds;
  }

  @ProcessElement
  public void process(@Element KV<Integer, Iterable<byte[]>> group, MultiOutputReceiver output) {
    Map<Long, Visitor> visitors = new HashMap<>();
    for (byte[] block : group.getValue()) {
      Visitor.decode(
          block,
          visitor -> {
            Visitor known = visitors.putIfAbsent(visitor.id(), visitor);
            if (known != null) {
              known.add(visitor);
            }
          });
    }
    visitors.values().forEach(visitor -> put(visitor, output));
  }

  private void put(Visitor visitor, MultiOutputReceiver output) {
    List<Visit> sessions =
        visitor.sessions().stream().filter(session -> session.end() >= oldestSeconds).toList();
    Optional<BotSign> sign = visitor.sign(sessions);
    if (sign.isPresent() && sign.get() != BotSign.NAME) {
      output.get(WebLogTags.ROBOTS).output(visitor.id());
    }
    if (!sessions.isEmpty()) {
      VISITORS.inc();
      SESSIONS.inc(sessions.size());
    }
    for (Visit session : sessions) {
      output
          .get(WebLogTags.ROWS)
          .output(
              KV.of(
                  Tables.SESSIONS,
                  KV.of(
                      SortKey.of(session.start()) + HitRow.visitorText(visitor.id()),
                      SortKey.utf8(visitor.row(session, sign)))));
    }
  }
}
