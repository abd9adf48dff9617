package io.cardbeam.profile;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.Outcome;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that deciding on a card knows of it: its account, its recent requests, its habits, its
 * credit, and the answers it gave lately. A value: each event makes a new one, so that a checkpoint
 * may read the old one meanwhile. Its size is bounded, since each of its parts is.
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

  /** Weight in the habits of a purchase whose request was referred, not approved. */
  private static final double REFERRED_SHARE = 0.25;

  /** The profile of a card of which nothing was ever heard. */
  public static final CardProfile EMPTY = new CardProfile(CardAccount.UNKNOWN, Long.MIN_VALUE);

  private final CardAccount account;
  private final long lastEventMillis;
  private final RecentRequests recent;
  private final CategoryHabits categories;
  private final HourHabit hours;
  private final KnownMerchants merchants;
  private final Credit credit;
  private final List<AuthorizationDecision> answers;

  private CardProfile(CardAccount account, long lastEventMillis) {
    this(
        account,
        lastEventMillis,
        RecentRequests.NONE,
        CategoryHabits.NONE,
        HourHabit.NONE,
        KnownMerchants.NONE,
        Credit.UNUSED,
        List.of());
  }

  CardProfile(
      CardAccount account,
      long lastEventMillis,
      RecentRequests recent,
      CategoryHabits categories,
      HourHabit hours,
      KnownMerchants merchants,
      Credit credit,
      List<AuthorizationDecision> answers) {
    this.account = account;
    this.lastEventMillis = lastEventMillis;
    this.recent = recent;
    this.categories = categories;
    this.hours = hours;
    this.merchants = merchants;
    this.credit = credit;
    this.answers = List.copyOf(answers);
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
          RecentRequests.NONE,
          CategoryHabits.NONE,
          HourHabit.NONE,
          KnownMerchants.NONE,
          credit.asOf(timeMillis),
          List.of());
    }
    Credit due = credit.asOf(timeMillis);
    return due == credit ? this : withCredit(due);
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
   * This profile after an event that is no request: a card's update, or a transaction, which waits
   * for its cut-off.
   */
  public CardProfile apply(Event event) {
    if (event.type() == io.cardbeam.wire.EventType.CARD_UPDATE) {
      CardProfile current = asOf(event.eventTimeMillis());
      return new CardProfile(
          account.after(event.body(CardUpdate.class)),
          Math.max(lastEventMillis, event.eventTimeMillis()),
          current.recent,
          current.categories,
          current.hours,
          current.merchants,
          current.credit,
          current.answers);
    }
    if (event.type() == io.cardbeam.wire.EventType.FRAUD_FINDING
        || (account.isKnown() && !account.hasLimit())) {
      return this;
    }
    // Of a card that is not known yet it waits, too: its topic may be read ahead of the card's own.
    return new CardProfile(
        account,
        Math.max(lastEventMillis, event.eventTimeMillis()),
        recent,
        categories,
        hours,
        merchants,
        credit.plus(event),
        answers);
  }

  /** This profile after a request and its answer. */
  public CardProfile apply(AuthorizationRequest request, AuthorizationDecision decision) {
    long time = request.getEventTime().toEpochMilli();
    CardProfile current = asOf(time);
    long merchantHash = StableHash.of(request.getMerchantId());
    Outcome outcome = decision.getOutcome();
    boolean approved = outcome == Outcome.APPROVED;
    double share = approved ? 1 : outcome == Outcome.REFERRED ? REFERRED_SHARE : 0;
    boolean learns = share > 0;
    boolean newMerchant = !current.merchants.contains(merchantHash);
    return new CardProfile(
        account,
        Math.max(lastEventMillis, time),
        current.recent.plus(RecentRequest.of(request, newMerchant, outcome)),
        learns
            ? current.categories.plus(request.getCategory(), request.getAmountMinor(), share, time)
            : current.categories,
        learns ? current.hours.plus(share, time) : current.hours,
        approved ? current.merchants.plus(merchantHash, time) : current.merchants,
        approved && account.hasLimit()
            ? current.credit.plusHold(
                StableHash.of(request.getRequestId()), request.getAmountMinor(), time)
            : current.credit,
        plusAnswer(current.answers, decision));
  }

  private static List<AuthorizationDecision> plusAnswer(
      List<AuthorizationDecision> answers, AuthorizationDecision decision) {
    int dropped = answers.size() < MAX_ANSWERS ? 0 : 1;
    List<AuthorizationDecision> more = new ArrayList<>(answers.size() + 1);
    more.addAll(answers.subList(dropped, answers.size()));
    more.add(decision);
    return more;
  }

  private CardProfile withCredit(Credit changed) {
    return new CardProfile(
        account, lastEventMillis, recent, categories, hours, merchants, changed, answers);
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

  public Credit credit() {
    return credit;
  }

  List<AuthorizationDecision> answers() {
    return answers;
  }
}
