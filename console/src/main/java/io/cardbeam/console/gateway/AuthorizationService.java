package io.cardbeam.console.gateway;

import io.cardbeam.console.gateway.AuthorizationRecords.Known;
import io.cardbeam.console.gateway.NotSentException.Why;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Brings requests and their decisions together, and answers each by its deadline: with the stream's
 * decision or, where none has come, by default. An id has one request and one answer; what it was
 * is known from memory, else from the records, else from the stream, which says again what it said
 * to a request that it remembers. An id that is certainly not old is sent while it is looked up,
 * and the answer waits for what is found only if the stream decided another request under the id.
 */
public final class AuthorizationService implements AutoCloseable {
  /** Most requests that wait at once. */
  static final int MAX_WAITING = 1_000;

  /** Most answers that are remembered; the oldest gives way. */
  static final int MAX_ANSWERED = 20_000;

  /** What of a request's time is left for writing down that it is answered by default. */
  static final Duration MARGIN = Duration.ofMillis(100);

  private final AtomicLong timedOut = new AtomicLong();
  private final Lateness lateness;
  private final Outbox outbox;
  private final AuthorizationRecords records;
  private final ScheduledThreadPoolExecutor deadlines;
  private final Map<String, OpenRequest> waiting = new HashMap<>();
  private final Map<String, Done> answered = new LinkedHashMap<>();

  /** Where requests go. */
  public interface Outbox {
    /** Sends a request; the future ends when it is stored, or with what went wrong. */
    CompletableFuture<Void> send(Asked asked);
  }

  /**
   * What holds for a request.
   *
   * @param timeout from now until the answer
   * @param byDefault the answer if no decision has come
   */
  public record Terms(Duration timeout, Outcome byDefault) {}

  /** A request that is closed; since when it has no decision, if it was answered by default. */
  private record Done(Asked asked, Answer answer, OptionalLong undecidedSince) {}

  /** A service between these. */
  public AuthorizationService(Outbox outbox, AuthorizationRecords records) {
    this(outbox, records, System::nanoTime);
  }

  /** A service between these, by a clock of nanoseconds. */
  AuthorizationService(Outbox outbox, AuthorizationRecords records, LongSupplier nanos) {
    this.outbox = outbox;
    this.records = records;
    lateness = new Lateness(nanos);
    deadlines =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "authorization-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    deadlines.setRemoveOnCancelPolicy(true);
  }

  /**
   * Asks for a decision.
   *
   * @return the answer, by the deadline; ends with {@link NotSentException} if the records or the
   *     stream know another request under the id
   * @throws NotSentException if too many wait or decisions come late, or the id is known here for
   *     the same request in flight or for another one
   */
  @SuppressWarnings("FutureReturnValueIgnored") // callbacks that can't fail
  public CompletableFuture<Answer> ask(Asked asked, Terms terms) throws NotSentException {
    OpenRequest mine = new OpenRequest(asked, lateness.now());
    synchronized (this) {
      Done done = answered.get(asked.id());
      if (done != null) {
        requireSame(done.asked(), asked);
        return CompletableFuture.completedFuture(done.answer().again());
      }
      OpenRequest same = waiting.get(asked.id());
      if (same != null) {
        requireSame(same.asked(), asked);
        throw NotSentException.because(Why.IN_FLIGHT);
      }
      if (waiting.size() >= MAX_WAITING
          || (!waiting.isEmpty() && lateness.isAbove(terms.timeout().dividedBy(2)))) {
        throw NotSentException.because(Why.OVERLOADED);
      }
      waiting.put(asked.id(), mine);
    }
    long patience = Math.max(0, terms.timeout().minus(MARGIN).toMillis());
    ScheduledFuture<?> deadline =
        deadlines.schedule(
            () -> answerByDefault(mine, terms.byDefault()), patience, TimeUnit.MILLISECONDS);
    mine.answer().whenComplete((answer, failure) -> deadline.cancel(false));
    boolean isSent = !records.mayBeOld(asked.id());
    if (isSent) {
      send(mine, terms);
    }
    records.find(asked.id()).thenAccept(known -> lookedUp(mine, known, isSent, terms));
    return mine.answer();
  }

  /** How many requests wait for their answers. */
  public synchronized int waiting() {
    return waiting.size();
  }

  /** How many requests had no decision in time since the start. */
  public long timedOut() {
    return timedOut.get();
  }

  /** What this gateway was asked under an id and answered lately. */
  public synchronized Optional<Account> recall(String authorizationId) {
    return Optional.ofNullable(answered.get(authorizationId))
        .map(
            done ->
                new Account(
                    done.asked().request(),
                    done.asked().requestId(),
                    Optional.of(done.answer()),
                    List.of()));
  }

  /** Hears of a decision, anybody's. */
  @SuppressWarnings("FutureReturnValueIgnored") // callbacks that can't fail
  public void decided(AuthorizationDecision decision) {
    OpenRequest asked;
    synchronized (this) {
      asked = waiting.get(decision.getRequestId());
      if (asked == null) {
        answered.computeIfPresent(decision.getRequestId(), (id, done) -> decidedLate(done));
      }
    }
    if (asked == null
        || !asked.asked().request().getCardToken().equals(decision.getCardToken())
        || !asked.close()) {
      return;
    }
    lateness.decided(asked.sinceNanos());
    if (asked.isDecidedBy(decision)) {
      tell(asked, asked.recorded().getNow(Optional.empty()), decision);
    } else {
      // It was decided before, and may have been answered by default since.
      asked.recorded().thenAccept(known -> tell(asked, known, decision));
    }
  }

  private void tell(OpenRequest over, Optional<Known> known, AuthorizationDecision decision) {
    Long decidedOn = decision.getRequestFingerprint();
    if (known.isPresent() && over.isSettledBy(known.get())) {
      tell(over, known.get());
    } else if (decidedOn == null || decidedOn == over.asked().fingerprint()) {
      tell(over, Answer.of(decision));
    } else {
      refuse(over, NotSentException.because(Why.ID_REUSED));
    }
  }

  private void lookedUp(OpenRequest mine, Optional<Known> found, boolean isSent, Terms terms) {
    // What was sent at once may be recorded already: that is no earlier request.
    Optional<Known> known = found.filter(one -> !(isSent && mine.isRecordedAs(one)));
    mine.recorded().complete(known);
    if (known.isPresent() && mine.isSettledBy(known.get())) {
      if (mine.close()) {
        tell(mine, known.get());
      }
    } else if (!isSent) {
      send(mine, terms);
    }
  }

  private void tell(OpenRequest over, Known known) {
    List<String> pointers = over.differencesFrom(known);
    if (pointers.isEmpty()) {
      known.answer().ifPresent(answer -> tell(over, answer.again()));
    } else {
      refuse(over, new NotSentException(Why.ID_REUSED, pointers));
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // callbacks that can't fail
  private void send(OpenRequest mine, Terms terms) {
    outbox
        .send(mine.asked())
        .whenComplete(
            (stored, failure) -> {
              if (failure != null) {
                // It may have been stored all the same: the records settle what is told.
                answerByDefault(mine, terms.byDefault());
              }
            });
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it can't fail
  private void answerByDefault(OpenRequest mine, Outcome byDefault) {
    if (mine.close()) {
      timedOut.incrementAndGet();
      records.settle(mine.asked(), byDefault).thenAccept(answer -> tell(mine, answer));
    }
  }

  private Done decidedLate(Done done) {
    done.undecidedSince().ifPresent(lateness::decided);
    return new Done(done.asked(), done.answer(), OptionalLong.empty());
  }

  private void tell(OpenRequest over, Answer answer) {
    OptionalLong undecidedSince =
        answer.decision().isEmpty() ? OptionalLong.of(over.sinceNanos()) : OptionalLong.empty();
    synchronized (this) {
      waiting.remove(over.asked().id(), over);
      answered.put(over.asked().id(), new Done(over.asked(), answer, undecidedSince));
      if (answered.size() > MAX_ANSWERED) {
        answered.remove(answered.keySet().iterator().next());
      }
    }
    over.answer().complete(answer);
  }

  private void refuse(OpenRequest over, NotSentException why) {
    synchronized (this) {
      waiting.remove(over.asked().id(), over);
    }
    over.answer().completeExceptionally(why);
  }

  private static void requireSame(Asked first, Asked second) throws NotSentException {
    if (first.fingerprint() != second.fingerprint()) {
      throw new NotSentException(
          Why.ID_REUSED, Differences.between(first.request(), second.request()));
    }
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
  }
}
