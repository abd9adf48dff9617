package io.cardbeam.flink.golden;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.flink.golden.OddArrivals.Arrival;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** What a stream keeps of the cards of a history when their last request has come. */
final class StateFigures {
  private static final int HUNDRED = 100;

  private StateFigures() {}

  /** As lines of a golden file. */
  static List<String> lines(CardsHistory history, List<AuthorizationDecision> decisions) {
    Map<String, Map<String, AuthorizationDecision>> decided = new HashMap<>();
    decisions.forEach(
        it ->
            decided
                .computeIfAbsent(it.getCardToken(), any -> new HashMap<>())
                .put(it.getRequestId(), it));
    Map<String, List<Arrival>> byCard = new TreeMap<>();
    for (Arrival arrival : history.events()) {
      // What can't be taken never reaches a step that has state.
      if (arrival.atMillis() <= history.lastRequestMillis() && !OddArrivals.isDead(arrival)) {
        byCard.computeIfAbsent(arrival.event().cardToken(), any -> new ArrayList<>()).add(arrival);
      }
    }
    List<StateOfCard> states =
        byCard.entrySet().parallelStream()
            .map(
                card ->
                    StateOfCard.after(
                        card.getValue(), decided.getOrDefault(card.getKey(), Map.of())))
            .toList();
    return List.of(
        "state of %,d cards: bytes of each, encoded".formatted(states.size()),
        line("profile", states, StateOfCard::profile),
        line("known events", states, StateOfCard::known),
        line("authorizations kept (number)", states, StateOfCard::authorizations));
  }

  private static String line(
      String name, List<StateOfCard> states, ToLongFunction<StateOfCard> figure) {
    long[] sorted = states.stream().mapToLong(figure).sorted().toArray();
    return "  %s: median %,d, 99th percentile %,d, largest %,d"
        .formatted(
            name,
            sorted[sorted.length / 2],
            sorted[Math.min(sorted.length - 1, sorted.length * 99 / HUNDRED)],
            sorted[sorted.length - 1]);
  }
}
