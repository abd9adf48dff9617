package io.cardbeam.star;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Keys of one kind that were asked for before: a hash takes several times as long to make as to
 * find. For the rows of one card, which end with it.
 *
 * @param <N> natural keys
 */
final class KnownKeys<N> {
  private final Map<N, Long> keys = new HashMap<>();
  private final Function<N, Long> maker;

  KnownKeys(Function<N, Long> maker) {
    this.maker = maker;
  }

  long of(N natural) {
    return keys.computeIfAbsent(natural, maker);
  }
}
