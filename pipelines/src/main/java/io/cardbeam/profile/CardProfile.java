package io.cardbeam.profile;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.ChargebackResolution;
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
 * <p>The behaviour of a card that asked for nothing for {@link #IDLE} is forgotten, and is so from
 * that event time on, whenever the runner gets round to freeing the memory: {@link #asOf} decides,
 * not a timer. Requests alone tell how late it is. A label, an update or a transaction is taken in
 * as it stands, keeps no behaviour alive and ends none: one that bears a date years ahead by
 * mistake wipes nothing, and one that is read early from a topic of its own changes nothing either.
 */
public final class CardProfile {
  /** After this long without a request a card's behaviour is forgotten. */
  public static final Duration IDLE = Duration.ofDays(400);

  /** Most answers that are remembered, so that a request sent again gets the same one. */
  public static final int MAX_ANSWERS = 64;

  /** Most merchants that are remembered. */
  public static final int MAX_MERCHANTS = 128;

  /** The profile of a card of which nothing was ever heard. */
  public static final CardProfile EMPTY =
      new CardProfile(CardAccount.UNKNOWN, Long.MIN_VALUE, Credit.UNUSED);

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
  private final Credit credit;
  private final List<AuthorizationDecision> answers;

  /** Of a card without behaviour. */
  private CardProfile(CardAccount account, long lastEventMillis, Credit credit) {
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
        credit,
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
      KnownKeys merchants,
      KnownClients clients,
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
    this.clients = clients;
    this.suspected = suspected;
    this.confirmed = confirmed;
    this.credit = credit;
    this.answers = answers;
  }

  /**
   * This profile as it is when a request comes: what has come due is counted, what is past is
   * forgotten. At or before the latest request it is the profile itself, but for credit that has
   * come due.
   */
  public CardProfile asOf(long timeMillis) {
    Credit due = credit.asOf(timeMillis);
    if (isIdleAt(timeMillis)) {
      return new CardProfile(account, lastEventMillis, due);
    }
    return due == credit ? this : with(account, confirmed, due, lastEventMillis);
  }

  private boolean isIdleAt(long timeMillis) {
    // The newest request is always among the recent ones.
    int size = recent.size();
    return size > 0 && timeMillis - IDLE.toMillis() >= recent.timeMillis(size - 1);
  }

  /** Whether anything must be kept of the card once it is idle: its account, if it can be used. */
  public boolean isWorthKeepingIdle() {
    return account.isKnown() && account.status() != CardStatus.CLOSED;
  }

  /**
   * This profile after an event that is no request: a card's update, a label, or a transaction,
   * which waits for its cut-off. A chargeback is a label and a transaction, and so is what rejects
   * it; one that is upheld moves nothing on the card.
   */
  public CardProfile apply(Event event) {
    return switch (event.type()) {
      case CARD_UPDATE ->
          with(account.after(event.body(CardUpdate.class)), confirmed, credit, latest(event));
      case FRAUD_FINDING -> labelledBy(event);
      case CHARGEBACK -> labelledBy(event).awaiting(event);
      case CHARGEBACK_RESOLUTION ->
          event.body(ChargebackResolution.class).getOutcome() == ChargebackOutcome.REJECTED
              ? labelledBy(event).awaiting(event)
              : labelledBy(event);
      default -> awaiting(event);
    };
  }

  private CardProfile labelledBy(Event event) {
    // Without requests there is no behaviour that it could be part of, and nothing would tell when
    // it is to be forgotten: a stream that has freed an idle card must know what bounded mode
    // knows.
    ConfirmedFrauds now = recent.size() == 0 ? confirmed : confirmed.plus(event);
    return now == confirmed ? this : with(account, now, credit, latest(event));
  }

  private CardProfile awaiting(Event event) {
    if (account.isKnown() && !account.hasLimit()) {
      return this;
    }
    // Of a card that is not known yet it waits, too: its topic may be read ahead of the card's own.
    return with(account, confirmed, credit.plus(event), latest(event));
  }

  private long latest(Event event) {
    return Math.max(lastEventMillis, event.eventTimeMillis());
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
        current.merchants.plus(merchantHash, time, MAX_MERCHANTS),
        current.clients.plus(request, time),
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

  private CardProfile with(
      CardAccount changedAccount, ConfirmedFrauds frauds, Credit changed, long latestMillis) {
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

  public Credit credit() {
    return credit;
  }

  List<AuthorizationDecision> answers() {
    return answers;
  }
}
