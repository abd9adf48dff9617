package io.cardbeam.pipeline.read;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.card.PackEvents;
import io.cardbeam.wire.Event;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** What sources give: events, one by one or in blocks, and what could not be read. */
public final class SourceTags {
  /** Events of cards. */
  public static final TupleTag<Event> EVENTS = new TupleTag<>("events") {};

  /** Events of cards, in blocks keyed by card, as {@link PackEvents} makes them. */
  public static final TupleTag<KV<String, byte[]>> CARDS = new TupleTag<>("cards") {};

  /** Input that could not be read, with its position and the reason. */
  public static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>("deadLetters") {};

  /** Namespace of the sources' counters, {@code requests} and {@code invalid} among them. */
  public static final String NAMESPACE = "read";

  /** Counter: findings made of a CSV file's labels. */
  public static final String FINDINGS = "findings";

  /** Counter: requests, of those read, that lie outside the window that was asked for. */
  public static final String OUTSIDE = "outside";

  /** Code of the dead letter of a lake's file that could not be read to its end. */
  public static final String DAMAGED_FILE = "DAMAGED_FILE";

  private SourceTags() {}
}
