package io.cardbeam.profile;

import io.cardbeam.account.Account;
import io.cardbeam.account.Bookkeeper;
import io.cardbeam.account.ClearingTermsHistory;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.Outcome;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.wire.Event;
import java.util.List;

/** A profile put together from its parts, so that no rule or model has a say in it. */
public final class ProfileOfParts {
  private static final long AT = SampleEvents.START.toEpochMilli();

  private ProfileOfParts() {}

  /** One with something in each part. */
  public static CardProfile profile() {
    return profile(
        List.of(
            SampleEvents.decided("r-1", "card-A", SampleEvents.START, 12_34, Outcome.APPROVED)
                .decision(),
            SampleEvents.decided("r-2", "card-A", SampleEvents.START, 99_00, Outcome.DECLINED)
                .decision()));
  }

  static CardProfile profile(List<AuthorizationDecision> answers) {
    AmountHabit amounts = new AmountHabit(1.5, 7.1, 0.2, 12_34, 99_00, AT);
    double[] hours = new double[HourHabit.HOURS];
    hours[10] = 1.5;
    return new CardProfile(
        new CardAccount(
            AT, CardStatus.ACTIVE, "1234", 5_000_00, "USD", "Vienna", "VA", "US", 48.2, 16.4),
        AT,
        AT,
        RecentRequests.of(
            List.of(
                new RecentRequest(
                    AT,
                    1,
                    12_34,
                    2,
                    3,
                    true,
                    false,
                    48.2,
                    16.4,
                    Outcome.APPROVED,
                    Suspicion.of(-2f)))),
        new CategoryHabits(List.of(new CategoryHabit("food_dining", amounts)), amounts),
        new HourHabit(hours, AT),
        new KnownKeys(new long[] {3}, new long[] {AT}),
        new KnownClients(
            new KnownKeys(new long[] {4}, new long[] {AT}),
            new KnownKeys(new long[] {5, 6}, new long[] {AT, AT + 1})),
        new SuspectedRequests(1, AT, AT - 1),
        new ConfirmedFrauds(List.of(new ConfirmedFrauds.Confirmation(7, AT))),
        account(),
        given(answers));
  }

  static GivenAnswers given(List<AuthorizationDecision> answers) {
    GivenAnswers given = GivenAnswers.NONE;
    for (AuthorizationDecision answer : answers) {
      given = given.plus(answer);
    }
    return given;
  }

  /** An account that owes, holds, has something that counts later, and a purchase that waits. */
  private static Account account() {
    Bookkeeper bookkeeper = new Bookkeeper(ClearingTermsHistory.standard());
    AuthorizationRequest request =
        SampleEvents.decided("r-1", "card-A", SampleEvents.START, 12_34, Outcome.APPROVED)
            .request();
    Account account = bookkeeper.answered(Account.EMPTY, request, true).account();
    List<Event> events =
        List.of(
            SampleEvents.payment("y-1", "card-A", SampleEvents.START, 88_00),
            SampleEvents.purchase("p-1", "r-1", "card-A", SampleEvents.START, 5_00),
            SampleEvents.purchase("p-2", "r-9", "card-A", SampleEvents.START, 1_00));
    for (Event event : events) {
      account = bookkeeper.book(account, MoneyEvent.of(event).orElseThrow()).account();
    }
    return account;
  }
}
