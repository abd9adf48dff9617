package io.cardbeam.rule;

import io.cardbeam.event.RuleState;
import io.cardbeam.event.RuleVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Which rules are in force when. Between two effective-froms it is always the same ones, so they
 * are gathered, sorted and compiled once for such an epoch, when an event first falls into it. Most
 * look-ups are a comparison with the epoch of the look-up before.
 */
final class Epochs {
  private final Collection<RuleHistory> histories;
  private final RuleCompiler compiler;

  /** Effective-froms, ascending: epoch i + 1 begins at border i, and epoch 0 with time itself. */
  private final long[] borders;

  private final AtomicReferenceArray<Epoch> epochs;

  /** Any epoch; threads may see each other's or not, and each that they see is whole. */
  private Epoch recent;

  Epochs(Collection<RuleHistory> histories, RuleCompiler compiler) {
    this.histories = histories;
    this.compiler = compiler;
    this.borders =
        histories.stream()
            .flatMap(history -> history.versions().stream())
            .mapToLong(version -> version.getEffectiveFrom().toEpochMilli())
            .sorted()
            .distinct()
            .toArray();
    this.epochs = new AtomicReferenceArray<>(borders.length + 1);
    this.recent =
        new Epoch(Long.MIN_VALUE, borders.length == 0 ? Long.MAX_VALUE : borders[0], List.of());
    this.epochs.set(0, recent);
  }

  Epoch at(long eventTimeMillis) {
    Epoch last = recent;
    if (last.covers(eventTimeMillis)) {
      return last;
    }
    int found = Arrays.binarySearch(borders, eventTimeMillis);
    int index = found >= 0 ? found + 1 : -found - 1;
    Epoch epoch = epochs.get(index);
    if (epoch == null) {
      epoch = gather(index);
      epochs.set(index, epoch);
    }
    recent = epoch;
    return epoch;
  }

  private Epoch gather(int index) {
    long from = borders[index - 1];
    long until = index < borders.length ? borders[index] : Long.MAX_VALUE;
    List<ActiveRule> active = new ArrayList<>();
    for (RuleHistory history : histories) {
      Optional<RuleVersion> version = history.inForce(from);
      if (version.isPresent() && isActive(version.get())) {
        active.add(ActiveRule.of(version.get(), compiler));
      }
    }
    return new Epoch(from, until, active);
  }

  private static boolean isActive(RuleVersion version) {
    return version.getState() == RuleState.LIVE || version.getState() == RuleState.SHADOW;
  }
}
