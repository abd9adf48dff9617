package io.cardbeam.profile;

import io.cardbeam.account.Account;
import io.cardbeam.account.Bookings;
import io.cardbeam.account.Bookkeeper;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.Outcome;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.text.StableHash;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.util.Optional;

/**
 * Everything that deciding on a card knows of it: its account, its recent requests, its habits, its
 * money, what turned out to be fraud, and the answers it gave lately. Every request counts in the
 * habits, however it was answered, so that what a model sees does not hang on the policy. A value:
 * each event makes a new one, so that a checkpoint may read the old one meanwhile. Its size is
 * bounded, since each of its parts is.
 *
 * <p>The behaviour of a card that asked for nothing for {@link #IDLE} is forgotten, and is so from
 * that event time on, whenever the runner gets round to freeing the memory: {@link #asOf} decides,
 * not a timer. Requests alone tell how late it is. A label, an update or a transaction is taken in
 * as it stands, keeps no behaviour alive and ends none: one that bears a date years ahead by
 * mistake wipes nothing, and one that is read early from a topic of its own changes nothing either.
 */
public final class CardProfile {
  /** After this long without a request a card's behaviour is forgotten. */
  public static final Duration IDLE = Duration.ofDays(400);

  /** Most merchants that are remembered. */
  public static final int MAX_MERCHANTS = 128;

  /** The profile of a card of which nothing was ever heard. */
  public static final CardProfile EMPTY =
      new CardProfile(CardAccount.UNKNOWN, Long.MIN_VALUE, Account.EMPTY);

  private final CardAccount account;
  private final long lastEventMillis;
  private final long firstRequestMillis;
  private final RecentRequests recent;
  private final CategoryHabits categories;
  private final HourHabit hours;
  private final KnownKeys merchants;
  private final KnownClients clients;
  private final SuspectedRequests suspected;
  private final ConfirmedFrauds confirmed;
  private final Account money;
  private final GivenAnswers answers;

  /** Of a card without behaviour. */
  private CardProfile(CardAccount account, long lastEventMillis, Account money) {
    this(
        account,
        lastEventMillis,
        Long.MIN_VALUE,
        RecentRequests.NONE,
        CategoryHabits.NONE,
        HourHabit.NONE,
        KnownKeys.NONE,
        KnownClients.NONE,
        SuspectedRequests.NONE,
        ConfirmedFrauds.NONE,
        money,
        GivenAnswers.NONE);
  }

  CardProfile(
      CardAccount account,
      long lastEventMillis,
      long firstRequestMillis,
      RecentRequests recent,
      CategoryHabits categories,
      HourHabit hours,
      KnownKeys merchants,
      KnownClients clients,
      SuspectedRequests suspected,
      ConfirmedFrauds confirmed,
      Account money,
      GivenAnswers answers) {
    this.account = account;
    this.lastEventMillis = lastEventMillis;
    this.firstRequestMillis = firstRequestMillis;
    this.recent = recent;
    this.categories = categories;
    this.hours = hours;
    this.merchants = merchants;
    this.clients = clients;
    this.suspected = suspected;
    this.confirmed = confirmed;
    this.money = money;
    this.answers = answers;
  }

  /**
   * A profile after a step.
   *
   * @param profile what it is now
   * @param bookings what the step did to the card's money
   */
  public record Step(CardProfile profile, Bookings bookings) {}

  /**
   * This profile as it is when a request comes: money that has come due is counted, behaviour of
   * long ago is forgotten. At or before the latest request it is the profile itself, but for money
   * that has come due.
   */
  public CardProfile asOf(long timeMillis) {
    Account due = money.asOf(timeMillis);
    if (isIdleAt(timeMillis)) {
      return new CardProfile(account, lastEventMillis, due);
    }
    return due == money ? this : with(account, confirmed, due, lastEventMillis);
  }

  /**
   * Event time has come so far, milliseconds since 1970 UTC: purchases that waited too long for
   * their request wait no more.
   */
  public Step expired(long timeMillis, Bookkeeper bookkeeper) {
    if (money.waiting().isEmpty()) {
      return new Step(this, Bookings.NONE);
    }
    return after(bookkeeper.expired(money, timeMillis), lastEventMillis);
  }

  /** This profile without the answered requests that transactions may no more name at a time. */
  public CardProfile forgetting(long timeMillis) {
    Account rest = money.forgetting(timeMillis);
    return rest == money ? this : with(account, confirmed, rest, lastEventMillis);
  }

  private Step after(Bookkeeper.Step step, long latestMillis) {
    return new Step(with(account, confirmed, step.account(), latestMillis), step.bookings());
  }

  private boolean isIdleAt(long timeMillis) {
    // The newest request is always among the recent ones.
    int size = recent.size();
    return size > 0 && timeMillis - IDLE.toMillis() >= recent.timeMillis(size - 1);
  }

  /**
   * Whether anything must be kept of the card once it is idle: its account, if it can be used, and
   * what it owes or holds.
   */
  public boolean isWorthKeepingIdle() {
    return (account.isKnown() && account.status() != CardStatus.CLOSED) || !money.isBlank();
  }

  /** The profile after {@link #take} of an event by the terms that come with Cardbeam. */
  public CardProfile apply(Event event) {
    return take(event, Bookkeeper.standard()).profile();
  }

  /**
   * Takes in an event that is no request: a card's update, a label, or a transaction, which counts
   * in available credit from its effective-from on. A chargeback and what decides it are labels and
   * transactions.
   */
  public Step take(Event event, Bookkeeper bookkeeper) {
    return switch (event.type()) {
      case CARD_UPDATE ->
          new Step(
              with(account.after(event.body(CardUpdate.class)), confirmed, money, latest(event)),
              Bookings.NONE);
      case FRAUD_FINDING -> new Step(labelledBy(event), Bookings.NONE);
      case CHARGEBACK, CHARGEBACK_RESOLUTION -> labelledBy(event).booking(event, bookkeeper);
      default -> booking(event, bookkeeper);
    };
  }

  private CardProfile labelledBy(Event event) {
    // Without requests there is no behaviour that it could be part of, and nothing would tell when
    // it is to be forgotten: a stream that has freed an idle card must know what bounded mode
    // knows.
    ConfirmedFrauds now = recent.size() == 0 ? confirmed : confirmed.plus(event);
    return now == confirmed ? this : with(account, now, money, latest(event));
  }

  /** Of a card that is not known yet it counts, too: its topic may be read ahead of the card's. */
  private Step booking(Event event, Bookkeeper bookkeeper) {
    return MoneyEvent.of(event)
        .map(it -> after(bookkeeper.book(money, it), latest(event)))
        .orElseGet(() -> new Step(this, Bookings.NONE));
  }

  private long latest(Event event) {
    return Math.max(lastEventMillis, event.eventTimeMillis());
  }

  /** The same of a request and its answer. */
  public CardProfile apply(AuthorizationRequest request, AuthorizationDecision decision) {
    return take(request, decision, Bookkeeper.standard()).profile();
  }

  /** Takes in a request and its answer. */
  public Step take(
      AuthorizationRequest request, AuthorizationDecision decision, Bookkeeper bookkeeper) {
    long time = request.getEventTime().toEpochMilli();
    CardProfile current = asOf(time);
    Bookkeeper.Step booked =
        bookkeeper.answered(current.money, request, decision.getOutcome() == Outcome.APPROVED);
    long merchantHash = StableHash.of(request.getMerchantId());
    boolean newMerchant = !current.merchants.contains(merchantHash);
    RecentRequest seen = RecentRequest.of(request, merchantHash, newMerchant, decision);
    boolean first = current.firstRequestMillis == Long.MIN_VALUE;
    CardProfile profile =
        new CardProfile(
            account,
            Math.max(lastEventMillis, time),
            first ? time : Math.min(current.firstRequestMillis, time),
            current.recent.plus(seen),
            current.categories.plus(request.getCategory(), request.getAmountMinor(), time),
            current.hours.plus(time),
            current.merchants.plus(merchantHash, time, MAX_MERCHANTS),
            current.clients.plus(request, time),
            current.suspected.plus(seen),
            current.confirmed,
            booked.account(),
            current.answers.plus(decision));
    return new Step(profile, booked.bookings());
  }

  private CardProfile with(
      CardAccount changedAccount, ConfirmedFrauds frauds, Account changed, long latestMillis) {
    return new CardProfile(
        changedAccount,
        latestMillis,
        firstRequestMillis,
        recent,
        categories,
        hours,
        merchants,
        clients,
        suspected,
        frauds,
        changed,
        answers);
  }

  /** The answer that a request was given, if that is kept. */
  public Optional<AuthorizationDecision> answerTo(AuthorizationRequest request) {
    return answers.to(request);
  }

  public CardAccount account() {
    return account;
  }

  /**
   * Event time of the newest event of any kind, milliseconds since 1970 UTC; MIN_VALUE if there was
   * none. Tells how long memory must be held, and nothing that a decision could see.
   */
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

  public KnownKeys merchants() {
    return merchants;
  }

  public KnownClients clients() {
    return clients;
  }

  public SuspectedRequests suspected() {
    return suspected;
  }

  public ConfirmedFrauds confirmed() {
    return confirmed;
  }

  public Account money() {
    return money;
  }

  GivenAnswers answers() {
    return answers;
  }
}
