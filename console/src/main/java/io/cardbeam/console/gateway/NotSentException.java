package io.cardbeam.console.gateway;

import java.util.List;

/** A request that is not sent, or whose decision is another request's. */
public final class NotSentException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Why why;
  private final List<String> pointers;

  /** The reason. */
  public enum Why {
    /** The same request waits for its decision. */
    IN_FLIGHT,
    /** The id belongs to a request that says something else. */
    ID_REUSED,
    /** Too many wait. */
    OVERLOADED
  }

  NotSentException(Why why, List<String> pointers) {
    super(why.name());
    this.why = why;
    this.pointers = List.copyOf(pointers);
  }

  static NotSentException because(Why why) {
    return new NotSentException(why, List.of());
  }

  /** The reason. */
  public Why why() {
    return why;
  }

  /**
   * JSON pointers to what differs from the first request of the id; empty where only that it
   * differs is known.
   */
  public List<String> pointers() {
    return pointers;
  }
}
