package io.cardbeam.local;

import io.cardbeam.simulator.SimulatedStep;
import io.cardbeam.traffic.Step;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Simulated traffic that remembers which of its requests are thieves', so that the demo can tell
 * how many were stopped. The pipeline never hears of it.
 *
 * <p>For one thread, that of the traffic.
 */
final class LabelledTraffic implements Iterator<Step> {
  /** As many requests as may wait for their answer at a time, if all of them were thieves'. */
  static final int LIMIT = 10_000;

  private final Iterator<SimulatedStep> labelled;
  private final Set<String> thieves = new LinkedHashSet<>();
  private final Consumer<SimulatedStep> seen;

  /**
   * Joins them.
   *
   * @param seen gets each step as it goes by
   */
  LabelledTraffic(Iterator<SimulatedStep> labelled, Consumer<SimulatedStep> seen) {
    this.labelled = labelled;
    this.seen = seen;
  }

  @Override
  public boolean hasNext() {
    return labelled.hasNext();
  }

  @Override
  public Step next() {
    SimulatedStep step = labelled.next();
    seen.accept(step);
    if (step instanceof SimulatedStep.Attempt attempt && attempt.behaviour().isFraud()) {
      thieves.add(attempt.step().request().getRequestId());
      if (thieves.size() > LIMIT) {
        Iterator<String> oldest = thieves.iterator();
        oldest.next();
        oldest.remove();
      }
    }
    return step.step();
  }

  /** Whether a request is a thief's; true only once for each, when it is answered. */
  boolean isThief(String requestId) {
    return thieves.remove(requestId);
  }
}
