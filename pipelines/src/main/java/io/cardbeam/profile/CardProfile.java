package io.cardbeam.profile;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.Outcome;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Everything that deciding on a card knows of it: its account, its recent requests, its habits, its
 * credit, what turned out to be fraud, and the answers it gave lately. Every request counts in the
 * habits, however it was answered, so that what a model sees does not hang on the policy. A value:
 * each event makes a new one, so that a checkpoint may read the old one meanwhile. Its size is
 * bounded, since each of its parts is.
 *
 * <p>The behaviour of a card that was idle for {@link #IDLE} is forgotten, and is so from that
 * event time on, whenever the runner gets round to freeing the memory: {@link #asOf} decides, not a
 * timer.
 */
public final class CardProfile {
  /** After this long without an event a card's behaviour is forgotten. */
  public static final Duration IDLE = Duration.ofDays(400);

  /** Most answers that are remembered, so that a request sent again gets the same one. */
  public static final int MAX_ANSWERS = 64;

  /** The profile of a card of which nothing was ever heard. */
  public static final CardProfile EMPTY = new CardProfile(CardAccount.UNKNOWN, Long.MIN_VALUE);

  private final CardAccount account;
  private final long lastEventMillis;
  private final long firstRequestMillis;
  private final RecentRequests recent;
  private final CategoryHabits categories;
  private final HourHabit hours;
  private final KnownMerchants merchants;
  private final SuspectedRequests suspected;
  private final ConfirmedFrauds confirmed;
  private final Credit credit;
  private final List<AuthorizationDecision> answers;

  private CardProfile(CardAccount account, long lastEventMillis) {
    this(
        account,
        lastEventMillis,
        Long.MIN_VALUE,
        RecentRequests.NONE,
        CategoryHabits.NONE,
        HourHabit.NONE,
        KnownMerchants.NONE,
        SuspectedRequests.NONE,
        ConfirmedFrauds.NONE,
        Credit.UNUSED,
        List.of());
  }

  /** The answers are kept as they are, not copied: whoever made the list leaves it alone. */
  CardProfile(
      CardAccount account,
      long lastEventMillis,
      long firstRequestMillis,
      RecentRequests recent,
      CategoryHabits categories,
      HourHabit hours,
      KnownMerchants merchants,
      SuspectedRequests suspected,
      ConfirmedFrauds confirmed,
      Credit credit,
      List<AuthorizationDecision> answers) {
    this.account = account;
    this.lastEventMillis = lastEventMillis;
    this.firstRequestMillis = firstRequestMillis;
    this.recent = recent;
    this.categories = categories;
    this.hours = hours;
    this.merchants = merchants;
    this.suspected = suspected;
    this.confirmed = confirmed;
    this.credit = credit;
    this.answers = answers;
  }

  /**
   * This profile as it is at a time: what has come due is counted, what is past is forgotten. At or
   * before the latest event it is the profile itself, but for credit that has come due.
   */
  public CardProfile asOf(long timeMillis) {
    if (isIdleAt(timeMillis)) {
      return new CardProfile(
          account,
          lastEventMillis,
          Long.MIN_VALUE,
          RecentRequests.NONE,
          CategoryHabits.NONE,
          HourHabit.NONE,
          KnownMerchants.NONE,
          SuspectedRequests.NONE,
          ConfirmedFrauds.NONE,
          credit.asOf(timeMillis),
          List.of());
    }
    Credit due = credit.asOf(timeMillis);
    return due == credit ? this : withCredit(due, lastEventMillis);
  }

  /** Whether the card has been idle so long that its behaviour is forgotten. */
  public boolean isIdleAt(long timeMillis) {
    return lastEventMillis != Long.MIN_VALUE && timeMillis - IDLE.toMillis() >= lastEventMillis;
  }

  /** Whether anything must be kept of the card once it is idle: its account, if it can be used. */
  public boolean isWorthKeepingIdle() {
    return account.isKnown() && account.status() != CardStatus.CLOSED;
  }

  /**
   * This profile after an event that is no request: a card's update, a label, or a transaction,
   * which waits for its cut-off. A chargeback is a label and a transaction.
   */
  public CardProfile apply(Event event) {
    return switch (event.type()) {
      case CARD_UPDATE ->
          asOf(event.eventTimeMillis()).after(event, account.after(event.body(CardUpdate.class)));
      case FRAUD_FINDING -> asOf(event.eventTimeMillis()).labelledBy(event);
      case CHARGEBACK -> asOf(event.eventTimeMillis()).labelledBy(event).awaiting(event);
      default -> awaiting(event);
    };
  }

  private CardProfile after(Event event, CardAccount changed) {
    return new CardProfile(
        changed,
        Math.max(lastEventMillis, event.eventTimeMillis()),
        firstRequestMillis,
        recent,
        categories,
        hours,
        merchants,
        suspected,
        confirmed,
        credit,
        answers);
  }

  private CardProfile labelledBy(Event event) {
    ConfirmedFrauds now = confirmed.plus(event);
    return now == confirmed
        ? this
        : new CardProfile(
            account,
            Math.max(lastEventMillis, event.eventTimeMillis()),
            firstRequestMillis,
            recent,
            categories,
            hours,
            merchants,
            suspected,
            now,
            credit,
            answers);
  }

  private CardProfile awaiting(Event event) {
    if (account.isKnown() && !account.hasLimit()) {
      return this;
    }
    // Of a card that is not known yet it waits, too: its topic may be read ahead of the card's own.
    return withCredit(credit.plus(event), Math.max(lastEventMillis, event.eventTimeMillis()));
  }

  /** This profile after a request and its answer. */
  public CardProfile apply(AuthorizationRequest request, AuthorizationDecision decision) {
    long time = request.getEventTime().toEpochMilli();
    CardProfile current = asOf(time);
    long merchantHash = StableHash.of(request.getMerchantId());
    boolean newMerchant = !current.merchants.contains(merchantHash);
    RecentRequest seen = RecentRequest.of(request, merchantHash, newMerchant, decision);
    boolean first = current.firstRequestMillis == Long.MIN_VALUE;
    return new CardProfile(
        account,
        Math.max(lastEventMillis, time),
        first ? time : Math.min(current.firstRequestMillis, time),
        current.recent.plus(seen),
        current.categories.plus(request.getCategory(), request.getAmountMinor(), time),
        current.hours.plus(time),
        current.merchants.plus(merchantHash, time),
        current.suspected.plus(seen),
        current.confirmed,
        decision.getOutcome() == Outcome.APPROVED && account.hasLimit()
            ? current.credit.plusHold(seen.idHash(), request.getAmountMinor(), time)
            : current.credit,
        plusAnswer(current.answers, decision));
  }

  private static List<AuthorizationDecision> plusAnswer(
      List<AuthorizationDecision> answers, AuthorizationDecision decision) {
    int dropped = answers.size() < MAX_ANSWERS ? 0 : 1;
    List<AuthorizationDecision> more = new ArrayList<>(answers.size() + 1);
    more.addAll(answers.subList(dropped, answers.size()));
    more.add(decision);
    return Collections.unmodifiableList(more);
  }

  private CardProfile withCredit(Credit changed, long latestMillis) {
    return new CardProfile(
        account,
        latestMillis,
        firstRequestMillis,
        recent,
        categories,
        hours,
        merchants,
        suspected,
        confirmed,
        changed,
        answers);
  }

  /** The answer this request was given, if it is among the latest {@value #MAX_ANSWERS}. */
  public Optional<AuthorizationDecision> answerTo(String requestId) {
    for (int i = answers.size() - 1; i >= 0; i--) {
      if (answers.get(i).getRequestId().equals(requestId)) {
        return Optional.of(answers.get(i));
      }
    }
    return Optional.empty();
  }

  public CardAccount account() {
    return account;
  }

  /** Event time of the newest event, milliseconds since 1970 UTC; MIN_VALUE if there was none. */
  public long lastEventMillis() {
    return lastEventMillis;
  }

  /** Event time of the oldest request that counts; MIN_VALUE if there was none. */
  public long firstRequestMillis() {
    return firstRequestMillis;
  }

  public RecentRequests recent() {
    return recent;
  }

  public CategoryHabits categories() {
    return categories;
  }

  public HourHabit hours() {
    return hours;
  }

  public KnownMerchants merchants() {
    return merchants;
  }

  public SuspectedRequests suspected() {
    return suspected;
  }

  public ConfirmedFrauds confirmed() {
    return confirmed;
  }

  public Credit credit() {
    return credit;
  }

  List<AuthorizationDecision> answers() {
    return answers;
  }
}
