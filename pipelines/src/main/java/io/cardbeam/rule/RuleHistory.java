package io.cardbeam.rule;

import io.cardbeam.event.RuleVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All versions of one rule. A version that is published twice stands as it was published first, so
 * that any order of arrival gives the same history.
 */
public final class RuleHistory {
  static final RuleHistory NONE = new RuleHistory(List.of());

  private static final Comparator<RuleVersion> IN_TIME =
      Comparator.comparing(RuleVersion::getEffectiveFrom).thenComparing(RuleVersion::getVersion);
  private static final Comparator<RuleVersion> FIRST_PUBLISHED =
      Comparator.comparing(RuleVersion::getPublishedAt)
          .thenComparing(Comparator.<RuleVersion>naturalOrder());

  private final List<RuleVersion> inTime;

  private RuleHistory(List<RuleVersion> inTime) {
    this.inTime = inTime;
  }

  RuleHistory plus(RuleVersion added) {
    TreeMap<Integer, RuleVersion> byVersion = new TreeMap<>();
    inTime.forEach(version -> byVersion.put(version.getVersion(), version));
    byVersion.merge(
        added.getVersion(), added, (a, b) -> FIRST_PUBLISHED.compare(a, b) <= 0 ? a : b);
    List<RuleVersion> versions = new ArrayList<>(byVersion.values());
    versions.sort(IN_TIME);
    return new RuleHistory(List.copyOf(versions));
  }

  /** All versions by effective-from, then number. */
  public List<RuleVersion> versions() {
    return inTime;
  }

  boolean has(int version) {
    return inTime.stream().anyMatch(known -> known.getVersion() == version);
  }

  /** The version with the highest number. */
  public Optional<RuleVersion> latest() {
    return inTime.stream().max(Comparator.comparingInt(RuleVersion::getVersion));
  }

  /** The version in force at an event time: the one that came into force last until then. */
  public Optional<RuleVersion> inForce(long eventTimeMillis) {
    Optional<RuleVersion> last = Optional.empty();
    for (RuleVersion version : inTime) {
      if (version.getEffectiveFrom().toEpochMilli() > eventTimeMillis) {
        break;
      }
      last = Optional.of(version);
    }
    return last;
  }
}
