package io.cardbeam.console.live;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Puts requests and their decisions together, whichever is read first. Keeps {@value #MAX_WAITING}
 * of each that wait for the other; the oldest goes when there are more.
 */
final class RequestJoin {
  /** Most requests without a decision, and most decisions without a request. */
  static final int MAX_WAITING = 50_000;

  /** From an older or newer event time on it is not of now, and gives no latency. */
  static final int MAX_LATENCY_MILLIS = 600_000;

  private static final int MAX_NAMES = 20_000;

  private final LiveWindow window;
  private final int most;
  private final LinkedHashMap<LiveRequest.Key, AuthorizationRequest> requests =
      new LinkedHashMap<>();
  private final LinkedHashMap<LiveRequest.Key, Waiting> decisions = new LinkedHashMap<>();

  /** States, categories and merchants come again and again: one text of each is kept. */
  private final Map<String, String> names = new HashMap<>();

  private record Waiting(AuthorizationDecision decision, OptionalInt latencyMillis) {}

  RequestJoin(LiveWindow window) {
    this(window, MAX_WAITING);
  }

  RequestJoin(LiveWindow window, int most) {
    this.window = window;
    this.most = most;
  }

  /** Takes a request. Of those with one key the first counts. */
  void take(AuthorizationRequest request) {
    LiveRequest.Key key = key(request.getRequestId(), request.getCardToken());
    if (window.has(key)) {
      return;
    }
    Waiting waiting = decisions.remove(key);
    if (waiting != null) {
      window.add(joined(key, request, waiting));
      return;
    }
    requests.putIfAbsent(key, request);
    if (requests.size() > most) {
      requests.remove(requests.keySet().iterator().next());
    }
  }

  /**
   * Takes a decision, perhaps not for the first time.
   *
   * @param readAtMillis when it was read; empty if it was made before anybody read
   */
  void take(AuthorizationDecision decision, Optional<Long> readAtMillis) {
    LiveRequest.Key key = key(decision.getRequestId(), decision.getCardToken());
    if (window.has(key)) {
      return;
    }
    Waiting waiting = new Waiting(decision, latency(decision, readAtMillis));
    AuthorizationRequest request = requests.remove(key);
    if (request != null) {
      window.add(joined(key, request, waiting));
      return;
    }
    decisions.putIfAbsent(key, waiting);
    if (decisions.size() > most) {
      Iterator<Waiting> oldest = decisions.values().iterator();
      lacks(oldest.next());
      oldest.remove();
    }
  }

  /** Gives up on the requests of decisions that wait: they were written before all that is read. */
  void forgetDecisions() {
    decisions.values().forEach(this::lacks);
    decisions.clear();
  }

  private void lacks(Waiting waiting) {
    window.lacks(waiting.decision().getEventTime().toEpochMilli());
  }

  private static OptionalInt latency(AuthorizationDecision decision, Optional<Long> readAtMillis) {
    long millis = readAtMillis.map(at -> at - decision.getEventTime().toEpochMilli()).orElse(-1L);
    return millis < 0 || millis > MAX_LATENCY_MILLIS
        ? OptionalInt.empty()
        : OptionalInt.of((int) millis);
  }

  private static LiveRequest.Key key(String requestId, String cardToken) {
    return new LiveRequest.Key(requestId, cardToken);
  }

  private LiveRequest joined(LiveRequest.Key key, AuthorizationRequest request, Waiting waiting) {
    AuthorizationDecision decision = waiting.decision();
    String state = request.getMerchantState();
    String city = request.getMerchantCity();
    return new LiveRequest(
        key,
        decision.getEventTime().toEpochMilli(),
        name(state == null ? "" : state),
        name(city == null ? "" : city),
        name(request.getCategory()),
        name(request.getMerchantId()),
        name(request.getMerchantName()),
        decision.getOutcome(),
        name(request.getCurrency()),
        request.getAmountMinor(),
        decision.getFraudProbability(),
        waiting.latencyMillis());
  }

  private String name(String text) {
    if (names.size() >= MAX_NAMES) {
      names.clear();
    }
    String known = names.putIfAbsent(text, text);
    return known == null ? text : known;
  }
}
