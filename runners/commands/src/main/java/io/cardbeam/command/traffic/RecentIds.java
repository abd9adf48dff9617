package io.cardbeam.command.traffic;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The ids that were seen lately. What a pipeline writes twice after a restart, it wrote first a few
 * seconds before, so the last {@value #LIMIT} are enough.
 */
final class RecentIds {
  static final int LIMIT = 100_000;

  private final Set<String> ids = new LinkedHashSet<>();

  /** Whether an id is new; from now on it is not. */
  boolean add(String id) {
    boolean isNew = ids.add(id);
    if (ids.size() > LIMIT) {
      Iterator<String> oldest = ids.iterator();
      oldest.next();
      oldest.remove();
    }
    return isNew;
  }
}
