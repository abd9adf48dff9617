package io.cardbeam.billing;

import io.cardbeam.credit.BillingCalendar;
import io.cardbeam.credit.BillingCycle;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import io.cardbeam.star.AnsweredRequest;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The requests of a cycle that were not simply approved.
 *
 * @param count of all of them
 * @param first of them by time, {@value #MOST} at most: a thief may try a thousand times
 */
public record StoppedRequests(int count, List<StoppedRequest> first) {
  /** Most that are told one by one. */
  public static final int MOST = 25;

  /** Of a cycle without any. */
  public static final StoppedRequests NONE = new StoppedRequests(0, List.of());

  private static final Comparator<StoppedRequest> ORDER =
      Comparator.comparing(StoppedRequest::time).thenComparing(StoppedRequest::requestId);

  public StoppedRequests {
    first = List.copyOf(first);
    if (count < first.size() || first.size() > MOST) {
      throw new IllegalArgumentException(first.size() + " of " + count + " requests can't be told");
    }
  }

  static StoppedRequests of(
      Collection<AnsweredRequest> answers,
      String currency,
      BillingCycle cycle,
      BillingCalendar calendar) {
    List<StoppedRequest> stopped =
        answers.stream()
            .filter(one -> one.decision().getOutcome() != Outcome.APPROVED)
            .filter(one -> one.request().getCurrency().equals(currency))
            .filter(one -> cycle.holds(calendar.dayOf(one.request().getEventTime())))
            .map(one -> stopped(one, calendar))
            .distinct()
            .sorted(ORDER)
            .toList();
    return new StoppedRequests(stopped.size(), stopped.stream().limit(MOST).toList());
  }

  private static StoppedRequest stopped(AnsweredRequest answered, BillingCalendar calendar) {
    AuthorizationRequest request = answered.request();
    return new StoppedRequest(
        request.getRequestId(),
        calendar.dayOf(request.getEventTime()),
        request.getEventTime(),
        request.getMerchantName(),
        answered.decision().getOutcome().name(),
        answered.decision().getReasons().stream().findFirst().map(Reason::getText).orElse(""),
        request.getAmountMinor());
  }
}
