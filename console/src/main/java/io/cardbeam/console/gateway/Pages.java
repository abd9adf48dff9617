package io.cardbeam.console.gateway;

import io.cardbeam.console.http.RefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Pages of a caller's own authorizations, newest first, and of its events, oldest first. */
public interface Pages {
  /**
   * Which authorizations.
   *
   * @param from first instant
   * @param to first instant that is left out
   * @param outcome what was told; empty for any
   * @param before only what stands after this place in the list
   */
  record Filter(Instant from, Instant to, Optional<String> outcome, Place before) {}

  /**
   * A place in the list.
   *
   * @param askedAt time of an authorization
   * @param id of it
   */
  record Place(Instant askedAt, String id) {
    /** Before all that are. */
    public static final Place TOP = new Place(Instant.parse("9999-01-01T00:00:00Z"), "");
  }

  /**
   * Something that happened.
   *
   * @param body JSON
   */
  record StoredEvent(long seq, String type, Instant recordedAt, String body) {}

  /**
   * Authorizations without what followed them.
   *
   * @throws RefusedException if they can't be read now
   */
  List<Account> authorizations(String owner, Filter filter, int limit) throws RefusedException;

  /**
   * Events after a sequence number.
   *
   * @throws RefusedException if they can't be read now
   */
  List<StoredEvent> events(String owner, long after, int limit) throws RefusedException;
}
