package io.cardbeam.command.finding;

import io.cardbeam.event.FindingSource;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.text.CardNumberMask;
import io.cardbeam.text.StableHash;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventChecks;
import io.cardbeam.wire.UnreadableRecordException;
import java.time.Instant;
import java.util.Locale;

/**
 * A finding as a person tells it.
 *
 * @param requestId the authorization request that it is about
 * @param cardToken token of its card
 * @param requestTime when the request was made
 * @param foundAt when the finding came, at or after the request
 * @param note why, in words; may be empty. What could be a card number in it goes no further.
 */
record NewFinding(
    String requestId,
    String cardToken,
    Instant requestTime,
    FindingVerdict verdict,
    FindingSource source,
    Instant foundAt,
    String note) {

  /**
   * The event, whose id is a function of all but the note: told again it is the same finding.
   *
   * @throws UnreadableRecordException if the stream would not take it
   */
  Event event() throws UnreadableRecordException {
    String told = String.join("\n", requestId, cardToken, verdict.name(), foundAt.toString());
    Event event =
        Event.of(
            new FraudFinding(
                source.name().toLowerCase(Locale.ROOT) + "-" + StableHash.id(told),
                requestId,
                requestTime,
                cardToken,
                foundAt,
                verdict,
                source,
                CardNumberMask.mask(note)));
    EventChecks.check(event);
    return event;
  }
}
