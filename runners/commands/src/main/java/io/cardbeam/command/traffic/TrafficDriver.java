package io.cardbeam.command.traffic;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.FraudAlert;
import io.cardbeam.event.Outcome;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.traffic.Step;
import io.cardbeam.wire.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Plays the world outside: sends requests at a pace, reads their decisions, and lets what follows
 * them, such as the purchase, happen when event time reaches it. At most {@value InFlight#LIMIT}
 * requests wait for their decision at a time, so a slow pipeline slows the traffic.
 *
 * <p>At midnight in event time, when transactions begin to count (see {@link
 * io.cardbeam.traffic.PostingCutOff}), it waits until all of the day is decided and written: at a
 * thousand times the pace of life this would not come by itself.
 *
 * <p>One thread {@link #run}s it; {@link #stop} may come from any.
 */
public final class TrafficDriver implements AutoCloseable {
  /** How long a request may wait for its decision before the traffic gives up. */
  public static final Duration ANSWER_WITHIN = Duration.ofMinutes(2);

  private static final Duration GLANCE = Duration.ZERO;
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration LATE_ALERTS = Duration.ofMillis(500);
  private static final int STEPS_BETWEEN_GLANCES = 200;
  private static final long BOOKMARK_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);

  private final Pace pace;
  private final TrafficMeter meter;
  private final BookmarkKeeper keeper;
  private final EventSender sender;
  private final Replies replies;
  private final InFlight inFlight = new InFlight();
  private final FollowUps followUps = new FollowUps();
  private final Replies.Listener listener = new Listener();
  private long steps;
  private long reachedMillis = Long.MIN_VALUE;
  private long bookmarkedNanos = System.nanoTime();
  private Optional<Runnable> caughtUp = Optional.empty();
  private volatile boolean stopped;

  /** Who keeps the bookmark, every few seconds and at the end. */
  public interface BookmarkKeeper {
    /** Keeps it in place of the one before. */
    void keep(Bookmark bookmark) throws IOException;
  }

  /**
   * Joins the traffic to a Kafka. Decisions count from now on.
   *
   * @param from where to go on; the steps it has behind it are skipped
   */
  public TrafficDriver(
      KafkaConnection kafka, Pace pace, TrafficMeter meter, Bookmark from, BookmarkKeeper keeper)
      throws TrafficException {
    this.pace = pace;
    this.meter = meter;
    this.keeper = keeper;
    this.steps = from.steps();
    this.reachedMillis = from.reachedMillis();
    this.followUps.add(from.waiting());
    this.sender = new EventSender(kafka);
    this.replies = new Replies(kafka);
  }

  /**
   * Has somebody told, once, when no step is behind its time any more and all that was sent is
   * decided. To be called before {@link #run}, whose thread tells.
   */
  public void onceCaughtUp(Runnable told) {
    caughtUp = Optional.of(told);
  }

  /**
   * Plays traffic to its end, or until {@link #stop}. At its end, all that follows has happened,
   * too; stopped, it waits in the bookmark.
   *
   * @param traffic from its very beginning, in order of event time
   * @throws TrafficException if Kafka fails or decisions stay away
   * @throws IOException if the bookmark can't be kept
   */
  public void run(Iterator<Step> traffic) throws IOException {
    for (long passed = 0; passed < steps && traffic.hasNext() && !stopped; passed++) {
      traffic.next();
    }
    while (!stopped && traffic.hasNext()) {
      take(traffic.next());
    }
    awaitAnswers();
    if (!stopped) {
      happen(Long.MAX_VALUE);
    }
    sender.flush();
    replies.poll(LATE_ALERTS, listener);
    keeper.keep(bookmark());
  }

  /** Sends nothing new from now on; {@link #run} returns when what is on its way is answered. */
  public void stop() {
    stopped = true;
  }

  private void take(Step step) throws IOException {
    tellIfCaughtUp(step);
    long waitNanos = untilItMayGo(step);
    while (waitNanos > 0 && !stopped) {
      look(Duration.ofNanos(Math.min(waitNanos, LOOK.toNanos())));
      waitNanos = untilItMayGo(step);
    }
    if (stopped) {
      return;
    }
    happen(step.eventTimeMillis());
    if (isNextDay(step)) {
      sender.flush();
    }
    send(step);
    reachedMillis = Math.max(reachedMillis, step.eventTimeMillis());
    steps++;
    if (steps % STEPS_BETWEEN_GLANCES == 0) {
      look(GLANCE);
    }
  }

  private void tellIfCaughtUp(Step step) throws IOException {
    if (caughtUp.isPresent() && pace.nanosUntil(step, System.nanoTime()) > 0) {
      awaitAnswers();
      happen(reachedMillis);
      sender.flush();
      caughtUp.get().run();
      caughtUp = Optional.empty();
    }
  }

  private long untilItMayGo(Step step) {
    boolean tooMany = step instanceof Step.Attempt attempt && inFlight.blocks(attempt);
    boolean dayIsOpen = isNextDay(step) && inFlight.size() > 0;
    return tooMany || dayIsOpen ? LOOK.toNanos() : pace.nanosUntil(step, System.nanoTime());
  }

  private boolean isNextDay(Step step) {
    return reachedMillis != Long.MIN_VALUE
        && Math.floorDiv(step.eventTimeMillis(), DAY_MILLIS)
            > Math.floorDiv(reachedMillis, DAY_MILLIS);
  }

  private void send(Step step) throws TrafficException {
    if (step instanceof Step.Attempt attempt) {
      long nowNanos = System.nanoTime();
      sender.send(Event.of(attempt.request()));
      inFlight.sent(new InFlight.Flight(attempt, steps, nowNanos));
      pace.sent(nowNanos);
      meter.request(step.eventTimeMillis());
    } else if (step instanceof Step.Publish publish) {
      sender.send(publish.event());
      meter.update();
    }
  }

  /** Lets happen what is due by an event time. */
  private void happen(long eventTimeMillis) throws TrafficException {
    while (followUps.isDue(eventTimeMillis)) {
      sender.send(followUps.take());
      meter.followUp();
    }
  }

  private void awaitAnswers() throws IOException {
    while (inFlight.size() > 0) {
      look(LOOK);
    }
  }

  private void look(Duration atMost) throws IOException {
    replies.poll(atMost, listener);
    long nowNanos = System.nanoTime();
    Optional<InFlight.Flight> oldest = inFlight.oldest();
    if (oldest.isPresent() && nowNanos - oldest.get().sentNanos() > ANSWER_WITHIN.toNanos()) {
      throw new TrafficException(
          "no decision on request "
              + oldest.get().attempt().request().getRequestId()
              + " for "
              + ANSWER_WITHIN.toSeconds()
              + " seconds: does the pipeline run?");
    }
    if (nowNanos - bookmarkedNanos > BOOKMARK_NANOS) {
      sender.flush();
      keeper.keep(bookmark());
      bookmarkedNanos = nowNanos;
    }
  }

  /** From the oldest request without an answer on: it will be sent again, which changes nothing. */
  private Bookmark bookmark() {
    return new Bookmark(
        inFlight.oldest().map(InFlight.Flight::stepNumber).orElse(steps),
        reachedMillis,
        followUps.all());
  }

  @Override
  public void close() {
    sender.close();
    replies.close();
  }

  private final class Listener implements Replies.Listener {
    @Override
    public void decision(AuthorizationDecision decision) throws TrafficException {
      Optional<InFlight.Flight> flight =
          inFlight.answered(decision.getCardToken(), decision.getRequestId());
      if (flight.isEmpty()) {
        meter.repeated();
        return;
      }
      meter.answer(
          decision.getRequestId(),
          decision.getOutcome(),
          System.nanoTime() - flight.get().sentNanos());
      Step.Attempt attempt = flight.get().attempt();
      followUps.add(
          decision.getOutcome() == Outcome.APPROVED
              ? attempt.ifApproved()
              : attempt.ifNotApproved());
    }

    @Override
    public void alert(FraudAlert alert) {
      meter.alert(alert.getAlertId());
    }
  }
}
