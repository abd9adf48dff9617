package io.cardbeam.simulator;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** The cards' traffics as one, by event time and then by card. */
final class MergedTraffic implements Iterator<SimulatedStep> {
  private final Iterator<CardTraffic> toIssue;
  private final PriorityQueue<CardTraffic> byNextStep;
  private final long endMillis;
  private long transactionsLeft;

  MergedTraffic(List<CardTraffic> cards, SimulatorSettings settings) {
    toIssue = cards.stream().filter(card -> !card.joinsLater()).iterator();
    byNextStep =
        new PriorityQueue<>(
            cards.size(),
            Comparator.comparingLong(CardTraffic::nextMillis)
                .thenComparingInt(CardTraffic::cardIndex));
    byNextStep.addAll(cards);
    endMillis = settings.end().toEpochMilli();
    transactionsLeft = settings.transactions();
  }

  @Override
  public boolean hasNext() {
    if (toIssue.hasNext()) {
      return true;
    }
    CardTraffic first = byNextStep.peek();
    return first != null && transactionsLeft > 0 && first.nextMillis() < endMillis;
  }

  @Override
  public SimulatedStep next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the simulation is over");
    }
    if (toIssue.hasNext()) {
      return toIssue.next().issue();
    }
    CardTraffic card = byNextStep.remove();
    SimulatedStep step = card.take();
    byNextStep.add(card);
    if (step instanceof SimulatedStep.Attempt) {
      transactionsLeft--;
    }
    return step;
  }
}
