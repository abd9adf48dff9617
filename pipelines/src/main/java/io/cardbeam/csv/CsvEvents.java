package io.cardbeam.csv;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.CardUpdateKind;
import io.cardbeam.event.Cardholder;
import io.cardbeam.event.FindingSource;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.text.StableHash;
import io.cardbeam.traffic.ChargebackDelay;
import io.cardbeam.wire.Event;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The events in a file's rows, taken in the order of the file: a request per row, before it a card
 * update where the row tells something new of the cardholder, and for a fraud the finding that
 * comes later. What the first row of a card tells is taken as known since 1970, because a file does
 * not say when its cards were issued; such cards have no credit limit. Remembers one cardholder per
 * card, at most {@value #MAX_CARDS}.
 */
public final class CsvEvents {
  /** Most cards of one file. */
  public static final int MAX_CARDS = 5_000_000;

  private static final String FINDING_NOTE = "labelled as fraud in its file";

  private final Map<String, Cardholder> known = new HashMap<>();

  /** The update before this row's request, if the row tells something new. */
  public Optional<Event> update(CsvRow row) throws BadRowException {
    Cardholder before = known.get(row.cardToken());
    if (row.cardholder().equals(before)) {
      return Optional.empty();
    }
    if (before == null && known.size() >= MAX_CARDS) {
      throw new BadRowException("TOO_MANY_CARDS", "file has more than " + MAX_CARDS + " cards");
    }
    Instant time = before == null ? Instant.EPOCH : Instant.ofEpochMilli(row.eventTimeMillis());
    return Optional.of(
        Event.of(
            new CardUpdate(
                row.cardToken()
                    + "@"
                    + time.toEpochMilli()
                    + "/"
                    + StableHash.id(row.cardholder().toString()),
                row.cardToken(),
                time,
                before == null ? CardUpdateKind.ISSUED : CardUpdateKind.CARDHOLDER_CHANGED,
                CardStatus.ACTIVE,
                row.lastFour(),
                null,
                row.currency(),
                row.cardholder())));
  }

  /** Takes what the row says of its cardholder as known, once its update was taken. */
  public void remember(CsvRow row) {
    known.put(row.cardToken(), row.cardholder());
  }

  /** The row's request; its id is the transaction number. */
  public Event request(CsvRow row) {
    return Event.of(
        new AuthorizationRequest(
            row.transactionNumber(),
            row.cardToken(),
            Instant.ofEpochMilli(row.eventTimeMillis()),
            row.amountMinor(),
            row.currency(),
            row.merchantId(),
            row.merchantName(),
            row.category(),
            row.channel(),
            row.merchantLatitude(),
            row.merchantLongitude(),
            row.merchantCity(),
            row.merchantState(),
            null,
            null,
            null,
            null));
  }

  /**
   * What a chargeback says about a row that is labelled as fraud. Its id is the transaction number,
   * as its purchase's is.
   */
  public Event finding(CsvRow row) {
    Instant time = Instant.ofEpochMilli(row.eventTimeMillis());
    return Event.of(
        new FraudFinding(
            row.transactionNumber(),
            row.transactionNumber(),
            time,
            row.cardToken(),
            time.plus(ChargebackDelay.of(row.transactionNumber())),
            FindingVerdict.FRAUD,
            FindingSource.CHARGEBACK,
            FINDING_NOTE));
  }
}
