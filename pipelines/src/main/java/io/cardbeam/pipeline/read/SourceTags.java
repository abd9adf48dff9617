package io.cardbeam.pipeline.read;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.wire.Event;
import org.apache.beam.sdk.values.TupleTag;

/** What every source gives: events, and what could not be read. */
public final class SourceTags {
  /** Events of cards. */
  public static final TupleTag<Event> EVENTS = new TupleTag<>("events") {};

  /** Input that could not be read, with its position and the reason. */
  public static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>("deadLetters") {};

  /** Namespace of the sources' counters, {@code requests} and {@code invalid} among them. */
  public static final String NAMESPACE = "read";

  /** Counter: findings made of a CSV file's labels. */
  public static final String FINDINGS = "findings";

  /** Counter: requests, of those read, that lie outside the window that was asked for. */
  public static final String OUTSIDE = "outside";

  private SourceTags() {}
}
