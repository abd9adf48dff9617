package io.cardbeam.pipeline.card;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.text.CardNumberMask;
import io.cardbeam.traffic.Conflict;
import io.cardbeam.wire.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.values.TupleTag;

/**
 * The dead letter of an event whose identity (kind, card and id) an earlier one has that says
 * something else. The earlier one stands.
 */
public final class ConflictLetter {
  /** Output: of each conflict its dead letter. */
  public static final TupleTag<DeadLetter> TAG = new TupleTag<>("conflicts") {};

  /** Its code. */
  public static final String CODE = "CONFLICT";

  /** Namespace of the counter. */
  public static final String NAMESPACE = "card";

  /** Counter: events that did not stand. */
  public static final String COUNTER = "conflicts";

  /** Counter: events in a stream that say what the first of their identity says. */
  public static final String COPIES = "copies";

  private static final int MAX_PAYLOAD_CHARACTERS = 16 * 1024;
  private static final Counter CONFLICTS = Metrics.counter(NAMESPACE, COUNTER);
  private static final Counter COPY_COUNTER = Metrics.counter(NAMESPACE, COPIES);

  private ConflictLetter() {}

  /** Counts a conflict. */
  public static void count() {
    CONFLICTS.inc();
  }

  /** Counts events that are skipped because they are copies. */
  public static void countCopies(int copies) {
    if (copies > 0) {
      COPY_COUNTER.inc(copies);
    }
  }

  /** Of each of these its letter, in order; the pipeline counts them. */
  public static List<DeadLetter> counted(List<Conflict> conflicts) {
    CONFLICTS.inc(conflicts.size());
    return conflicts.stream().map(ConflictLetter::of).toList();
  }

  /** The letter of a conflict. */
  public static DeadLetter of(Conflict conflict) {
    Event event = conflict.event();
    String text = event.body().toString();
    return new DeadLetter(
        event.type().topic().topicName(),
        event.position(),
        CODE,
        "%s %s of card %s came before with another %s (fingerprint %s); the first stands, not this (fingerprint %s). Send what changed under an id of its own"
            .formatted(
                event.type().schema().getName(),
                CardNumberMask.mask(event.id()),
                event.cardToken(),
                conflict.fields().isEmpty() ? "content" : String.join(", ", conflict.fields()),
                HexFormat.of().toHexDigits(conflict.standing()),
                HexFormat.of().toHexDigits(event.fingerprint())),
        ByteBuffer.wrap(
            CardNumberMask.mask(text.substring(0, Math.min(text.length(), MAX_PAYLOAD_CHARACTERS)))
                .getBytes(StandardCharsets.UTF_8)));
  }
}
