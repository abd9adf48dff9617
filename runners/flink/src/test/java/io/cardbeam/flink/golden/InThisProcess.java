package io.cardbeam.flink.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A list that workers of this process add to, wherever copies of a step's code have got: they name
 * it. It ends with {@link #close}.
 */
final class InThisProcess<T> implements AutoCloseable {
  private static final Map<String, List<Object>> LISTS = new ConcurrentHashMap<>();

  private final String name = UUID.randomUUID().toString();
  private final Class<T> itemClass;

  InThisProcess(Class<T> itemClass) {
    this.itemClass = itemClass;
    LISTS.put(name, new ArrayList<>());
  }

  String name() {
    return name;
  }

  static void add(String name, Object item) {
    List<Object> list = Objects.requireNonNull(LISTS.get(name), "it has ended");
    synchronized (list) {
      list.add(item);
    }
  }

  /** What was added until now. */
  List<T> items() {
    List<Object> list = Objects.requireNonNull(LISTS.get(name), "it has ended");
    synchronized (list) {
      return list.stream().map(itemClass::cast).toList();
    }
  }

  @Override
  public void close() {
    LISTS.remove(name);
  }
}
