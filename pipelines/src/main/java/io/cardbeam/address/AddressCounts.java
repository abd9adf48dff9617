package io.cardbeam.address;

import io.cardbeam.event.AddressCount;
import io.cardbeam.wire.AddressCountChecks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Published counts of addresses' cards, with the times at which they are in force. Immutable. In
 * whatever order and how often counts are added, the result is the same (up to the limit of {@link
 * Reach}). One that is added copies a small part of the whole: addresses lie in {@value #SHARDS}
 * maps, and the others are shared.
 */
public final class AddressCounts implements AddressCards {
  private static final int SHARDS = 256;

  private final Reach reach;
  private final List<Map<String, CountSteps>> shards;
  private final int size;
  private final long latestMillis;

  /** How far back counts are kept, and how many. */
  public enum Reach {
    /** For a stream: what its slowest partition may still ask for. */
    LIVE(Duration.ofHours(6).toMillis(), 200_000),
    /** For an archive, and for a stream that replays one: all of it. */
    ARCHIVE(Long.MAX_VALUE, 5_000_000);

    private final long allowanceMillis;
    private final int maxCounts;

    Reach(long allowanceMillis, int maxCounts) {
      this.allowanceMillis = allowanceMillis;
      this.maxCounts = maxCounts;
    }

    /**
     * How long after its end a count is kept, by the latest {@code effective_from} of any,
     * milliseconds.
     */
    public long allowanceMillis() {
      return allowanceMillis;
    }

    /** Most counts of all addresses together; beyond, the lowest of the oldest hour go first. */
    public int maxCounts() {
      return maxCounts;
    }

    /** Counts that end then or before are dropped: the start of an hour. */
    private long horizonMillis(long latestMillis) {
      if (latestMillis == Long.MIN_VALUE || allowanceMillis == Long.MAX_VALUE) {
        return Long.MIN_VALUE;
      }
      long hour = AddressCountChecks.HOUR_MILLIS;
      return Math.floorDiv(latestMillis - allowanceMillis, hour) * hour;
    }
  }

  private AddressCounts(
      Reach reach, List<Map<String, CountSteps>> shards, int size, long latestMillis) {
    this.reach = reach;
    this.shards = shards;
    this.size = size;
    this.latestMillis = latestMillis;
  }

  /** None yet. */
  public static AddressCounts empty(Reach reach) {
    return new AddressCounts(reach, Collections.nCopies(SHARDS, Map.of()), 0, Long.MIN_VALUE);
  }

  /**
   * Counts that were taken apart before.
   *
   * @param latestMillis as {@link #latestMillis} gave it
   * @param steps as {@link #steps} gave them
   */
  public static AddressCounts of(
      Reach reach, long latestMillis, Map<String, List<CountStep>> steps) {
    return empty(reach).plusSteps(steps, latestMillis).counts();
  }

  /**
   * Counts, and how many there was no room for.
   *
   * @param dropped the lowest of the oldest hour, above {@link Reach#maxCounts}
   */
  public record Grown(AddressCounts counts, int dropped) {}

  /** These and more. */
  public Grown plusAll(Collection<AddressCount> counts) {
    Map<String, List<CountStep>> added = new HashMap<>();
    long latest = latestMillis;
    for (AddressCount count : counts) {
      long fromMillis = count.getEffectiveFrom().toEpochMilli();
      latest = Math.max(latest, fromMillis);
      added
          .computeIfAbsent(count.getAddressHash(), address -> new ArrayList<>())
          .add(new CountStep(count.getUntil().toEpochMilli(), fromMillis, count.getCards()));
    }
    return plusSteps(added, latest);
  }

  /** What is in these or in the others. */
  public AddressCounts union(AddressCounts other) {
    return plusSteps(other.steps(), Math.max(latestMillis, other.latestMillis)).counts();
  }

  private Grown plusSteps(Map<String, List<CountStep>> added, long latest) {
    long horizonMillis = reach.horizonMillis(latest);
    List<Map<String, CountSteps>> grown = new ArrayList<>(shards);
    if (horizonMillis > reach.horizonMillis(latestMillis)) {
      grown.replaceAll(shard -> endingAfter(horizonMillis, shard));
    }
    Set<Integer> copied = new HashSet<>();
    added.forEach(
        (address, steps) -> {
          int index = index(address);
          if (copied.add(index)) {
            grown.set(index, new HashMap<>(grown.get(index)));
          }
          Map<String, CountSteps> shard = grown.get(index);
          List<CountStep> all =
              new ArrayList<>(shard.getOrDefault(address, CountSteps.NONE).list());
          steps.stream().filter(step -> step.untilMillis() > horizonMillis).forEach(all::add);
          if (!all.isEmpty()) {
            shard.put(address, CountSteps.of(all));
          }
        });
    int count =
        grown.stream().flatMap(shard -> shard.values().stream()).mapToInt(CountSteps::size).sum();
    AddressCounts all = new AddressCounts(reach, List.copyOf(grown), count, latest);
    return count <= reach.maxCounts ? new Grown(all, 0) : all.withoutTheLeast();
  }

  private static Map<String, CountSteps> endingAfter(long millis, Map<String, CountSteps> shard) {
    Map<String, CountSteps> left = new HashMap<>();
    shard.forEach(
        (address, steps) -> {
          CountSteps later = steps.endingAfter(millis);
          if (later.size() > 0) {
            left.put(address, later);
          }
        });
    return left;
  }

  private record OfAddress(CountStep step, String address) {}

  private Grown withoutTheLeast() {
    List<OfAddress> all = new ArrayList<>(size);
    steps()
        .forEach((address, steps) -> steps.forEach(step -> all.add(new OfAddress(step, address))));
    all.sort(
        Comparator.comparingLong((OfAddress count) -> count.step().untilMillis())
            .thenComparingInt(count -> count.step().cards())
            .thenComparingLong(count -> count.step().fromMillis())
            .thenComparing(OfAddress::address));
    int dropped = size - reach.maxCounts;
    Map<String, List<CountStep>> kept = new HashMap<>();
    all.subList(dropped, size)
        .forEach(
            count ->
                kept.computeIfAbsent(count.address(), address -> new ArrayList<>())
                    .add(count.step()));
    return new Grown(empty(reach).plusSteps(kept, latestMillis).counts(), dropped);
  }

  @Override
  public int within(String addressHash, long eventTimeMillis) {
    CountSteps steps = shards.get(index(addressHash)).get(addressHash);
    return steps == null ? 0 : steps.at(eventTimeMillis);
  }

  private static int index(String address) {
    int hash = address.hashCode();
    return (hash ^ (hash >>> Byte.SIZE) ^ (hash >>> Short.SIZE)) & (SHARDS - 1);
  }

  /** How far back they go. */
  public Reach reach() {
    return reach;
  }

  /** How many counts of all addresses together. */
  public int size() {
    return size;
  }

  /** The latest event time from which any count was in force; the lowest long if there was none. */
  public long latestMillis() {
    return latestMillis;
  }

  /** All counts by address, always in the same order. */
  public SortedMap<String, List<CountStep>> steps() {
    SortedMap<String, List<CountStep>> all = new TreeMap<>();
    shards.forEach(shard -> shard.forEach((address, steps) -> all.put(address, steps.list())));
    return all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressCounts counts
        && counts.reach == reach
        && counts.latestMillis == latestMillis
        && counts.shards.equals(shards);
  }

  @Override
  public int hashCode() {
    return 31 * shards.hashCode() + Long.hashCode(latestMillis);
  }

  @Override
  public String toString() {
    return size + " counts of addresses' cards";
  }
}
