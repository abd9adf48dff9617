package io.cardbeam.local.parity;

import io.cardbeam.event.AuthorizationDecision;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The decisions of two runs, compared byte by byte.
 *
 * @param equal requests with the same decision in both
 * @param different requests with another decision in the other run
 * @param missing requests that only the first run decided
 * @param extra requests that only the other run decided
 * @param earliest of those that are not equal, the first by event time
 */
record Comparison(long equal, long different, long missing, long extra, List<Difference> earliest) {

  /** Most differences that are told one by one. */
  static final int TOLD = 5;

  /** Compares them; reads the decisions themselves only where some are not equal. */
  static Comparison of(DecisionIndex first, DecisionIndex other) throws IOException {
    long equal = 0;
    long different = 0;
    long extra = 0;
    for (Map.Entry<Fingerprint, Fingerprint> entry : other.byKey().entrySet()) {
      Optional<Fingerprint> expected = first.of(entry.getKey());
      if (expected.isEmpty()) {
        extra++;
      } else if (expected.get().equals(entry.getValue())) {
        equal++;
      } else {
        different++;
      }
    }
    long missing = first.size() - equal - different;
    boolean same = different == 0 && missing == 0 && extra == 0;
    return new Comparison(
        equal, different, missing, extra, same ? List.of() : new Search(first, other).earliest());
  }

  /** Whether both decided the same requests, and the same about each. */
  boolean isSame() {
    return different == 0 && missing == 0 && extra == 0;
  }

  /** Finds the earliest differences in one pass over each run's file, holding no more than them. */
  private static final class Search {
    private final DecisionIndex first;
    private final DecisionIndex other;
    private final Fingerprints fingerprints = new Fingerprints();
    private final TreeSet<Difference> found = new TreeSet<>(Difference.EARLIEST_FIRST);
    private final Set<Fingerprint> wanted = new HashSet<>();
    private final Map<Fingerprint, AuthorizationDecision> others = new HashMap<>();

    Search(DecisionIndex first, DecisionIndex other) {
      this.first = first;
      this.other = other;
    }

    List<Difference> earliest() throws IOException {
      first.decisions().read(this::takeFirst);
      found.forEach(difference -> wanted.add(fingerprints.ofKey(difference.decision())));
      other.decisions().read(this::takeOther);
      return found.stream().map(this::withFields).toList();
    }

    private void takeFirst(AuthorizationDecision decision) {
      Optional<Fingerprint> counterpart = other.of(fingerprints.ofKey(decision));
      if (counterpart.isEmpty()) {
        keep(new Difference(Difference.Kind.MISSING, decision, List.of()));
      } else if (!counterpart.get().equals(fingerprints.ofWhole(decision))) {
        keep(new Difference(Difference.Kind.DIFFERENT, decision, List.of()));
      }
    }

    private void takeOther(AuthorizationDecision decision) {
      Fingerprint key = fingerprints.ofKey(decision);
      if (first.of(key).isEmpty()) {
        keep(new Difference(Difference.Kind.EXTRA, decision, List.of()));
      } else if (wanted.contains(key)) {
        others.putIfAbsent(key, decision);
      }
    }

    private void keep(Difference difference) {
      found.add(difference);
      if (found.size() > TOLD) {
        found.pollLast();
      }
    }

    private Difference withFields(Difference difference) {
      AuthorizationDecision counterpart = others.get(fingerprints.ofKey(difference.decision()));
      return difference.kind() == Difference.Kind.DIFFERENT && counterpart != null
          ? Difference.between(difference.decision(), counterpart)
          : difference;
    }
  }
}
