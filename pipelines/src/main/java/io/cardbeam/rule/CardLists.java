package io.cardbeam.rule;

import io.cardbeam.event.ListEntry;
import io.cardbeam.event.ListName;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The block, allow and snooze lists, with their past and their future. */
final class CardLists {
  static final CardLists EMPTY = new CardLists(new EnumMap<>(ListName.class), 0);

  private final Map<ListName, Map<String, ListTimeline>> byList;
  private final int size;

  private CardLists(Map<ListName, Map<String, ListTimeline>> byList, int size) {
    this.byList = byList;
    this.size = size;
  }

  /** A draft of these lists, which may be added to until it is {@link Draft#done}. */
  Draft draft() {
    return new Draft(this);
  }

  boolean isListed(ListName list, String key, long eventTimeMillis) {
    Map<String, ListTimeline> keys = byList.get(list);
    if (keys == null) {
      return false;
    }
    ListTimeline timeline = keys.get(key);
    return timeline != null && timeline.isListed(eventTimeMillis);
  }

  /** How many entries there are, those that take a key off included. */
  int size() {
    return size;
  }

  /** All entries by list, key and time. */
  Stream<ListEntry> entries() {
    return byList.values().stream()
        .flatMap(keys -> new TreeMap<>(keys).values().stream())
        .map(ListTimeline::entries)
        .flatMap(List::stream);
  }

  /** Lists that are being added to: the maps are copied once for many entries. */
  static final class Draft {
    private final Map<ListName, Map<String, ListTimeline>> byList = new EnumMap<>(ListName.class);
    private int size;

    private Draft(CardLists from) {
      from.byList.forEach((list, keys) -> byList.put(list, new HashMap<>(keys)));
      size = from.size;
    }

    boolean has(ListEntry entry) {
      return byList
          .getOrDefault(entry.getList(), Map.of())
          .getOrDefault(entry.getKey(), ListTimeline.NONE)
          .has(entry);
    }

    int size() {
      return size;
    }

    void add(ListEntry entry) {
      Map<String, ListTimeline> keys =
          byList.computeIfAbsent(entry.getList(), list -> new HashMap<>());
      ListTimeline timeline = keys.getOrDefault(entry.getKey(), ListTimeline.NONE);
      keys.put(entry.getKey(), timeline.plus(entry));
      size++;
    }

    CardLists done() {
      return new CardLists(Collections.unmodifiableMap(byList), size);
    }
  }
}
