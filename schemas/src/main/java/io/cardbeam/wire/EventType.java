package io.cardbeam.wire;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.FraudAlert;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.Payment;
import io.cardbeam.event.PaymentReturned;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.event.Reversal;
import io.cardbeam.event.TransactionException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Every kind of event that concerns one card, with its topic, its key and its times. The order of
 * the constants is the order in which events of one instant count: what changes a card comes before
 * a request on it. New kinds go at the end of their topic's group; the ordinal is never stored.
 */
public enum EventType {
  CARD_UPDATE(
      Topic.CARD_EVENTS,
      of(
          CardUpdate.class,
          CardUpdate::getUpdateId,
          CardUpdate::getCardToken,
          CardUpdate::getEventTime)),
  CHARGEBACK(
      Topic.CARD_EVENTS,
      of(
          Chargeback.class,
          Chargeback::getChargebackId,
          Chargeback::getCardToken,
          Chargeback::getEventTime)),
  FRAUD_FINDING(
      Topic.CARD_EVENTS,
      of(
          FraudFinding.class,
          FraudFinding::getFindingId,
          FraudFinding::getCardToken,
          FraudFinding::getEventTime)),
  CHARGEBACK_RESOLUTION(
      Topic.CARD_EVENTS,
      of(
          ChargebackResolution.class,
          ChargebackResolution::getResolutionId,
          ChargebackResolution::getCardToken,
          ChargebackResolution::getEventTime)),
  PURCHASE(
      Topic.TRANSACTIONS,
      of(
          Purchase.class,
          Purchase::getPurchaseId,
          Purchase::getCardToken,
          Purchase::getEventTime,
          Purchase::getEffectiveFrom)),
  REFUND(
      Topic.TRANSACTIONS,
      of(
          Refund.class,
          Refund::getRefundId,
          Refund::getCardToken,
          Refund::getEventTime,
          Refund::getEffectiveFrom)),
  PAYMENT(
      Topic.TRANSACTIONS,
      of(
          Payment.class,
          Payment::getPaymentId,
          Payment::getCardToken,
          Payment::getEventTime,
          Payment::getEffectiveFrom)),
  REVERSAL(
      Topic.TRANSACTIONS,
      of(
          Reversal.class,
          Reversal::getReversalId,
          Reversal::getCardToken,
          Reversal::getEventTime,
          Reversal::getEffectiveFrom)),
  PAYMENT_RETURNED(
      Topic.TRANSACTIONS,
      of(
          PaymentReturned.class,
          PaymentReturned::getReturnId,
          PaymentReturned::getCardToken,
          PaymentReturned::getEventTime,
          PaymentReturned::getEffectiveFrom)),
  AUTHORIZATION_REQUEST(
      Topic.CARD_EVENTS,
      of(
          AuthorizationRequest.class,
          AuthorizationRequest::getRequestId,
          AuthorizationRequest::getCardToken,
          AuthorizationRequest::getEventTime)),
  AUTHORIZATION_DECISION(
      Topic.AUTHORIZATION_DECISIONS,
      of(
          AuthorizationDecision.class,
          AuthorizationDecision::getRequestId,
          AuthorizationDecision::getCardToken,
          AuthorizationDecision::getEventTime)),
  FRAUD_ALERT(
      Topic.FRAUD_ALERTS,
      of(
          FraudAlert.class,
          FraudAlert::getAlertId,
          FraudAlert::getCardToken,
          FraudAlert::getEventTime)),
  TRANSACTION_EXCEPTION(
      Topic.TRANSACTION_EXCEPTIONS,
      of(
          TransactionException.class,
          TransactionException::getTransactionId,
          TransactionException::getCardToken,
          TransactionException::getEventTime)),
  LEDGER_TRANSFER(
      Topic.LEDGER,
      of(
          LedgerTransfer.class,
          LedgerTransfer::getTransferId,
          LedgerTransfer::getCardToken,
          LedgerTransfer::getEventTime,
          LedgerTransfer::getEffectiveFrom));

  private static final Map<String, EventType> BY_RECORD_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(t -> t.schema().getFullName(), t -> t));

  private final Topic topic;

  // Accessors and a parsed schema: immutable in fact, though not by their types.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Shape shape;

  EventType(Topic topic, Shape shape) {
    this.topic = topic;
    this.shape = shape;
  }

  /** The topic this kind is published on. */
  public Topic topic() {
    return topic;
  }

  /** The generated class of its records. */
  public Class<? extends SpecificRecord> recordClass() {
    return shape.recordClass;
  }

  /** Today's schema, which is the reader's. */
  public Schema schema() {
    return shape.schema;
  }

  /** Reads and writes its records under today's schema; for all threads. */
  public RecordCodec<SpecificRecord> codec() {
    return shape.codec;
  }

  /** 64-bit fingerprint of a record's content, as {@link Event#fingerprint} has it. */
  long fingerprint(SpecificRecord body) {
    return shape.fingerprint.of(body);
  }

  String id(SpecificRecord body) {
    return shape.id.apply(body);
  }

  String cardToken(SpecificRecord body) {
    return shape.cardToken.apply(body);
  }

  long eventTimeMillis(SpecificRecord body) {
    return shape.eventTime.apply(body).toEpochMilli();
  }

  long effectiveFromMillis(SpecificRecord body) {
    return shape.effectiveFrom.apply(body).toEpochMilli();
  }

  /** The kind of a record, or empty for a record that does not concern one card. */
  public static Optional<EventType> ofRecordName(String fullName) {
    return Optional.ofNullable(BY_RECORD_NAME.get(fullName));
  }

  /**
   * The kind of a record.
   *
   * @throws IllegalArgumentException for a record that does not concern one card
   */
  public static EventType of(SpecificRecord body) {
    return ofRecordName(body.getSchema().getFullName())
        .orElseThrow(
            () -> new IllegalArgumentException(body.getSchema().getFullName() + " is no event"));
  }

  private static <T extends SpecificRecord> Shape of(
      Class<T> type,
      Function<T, String> id,
      Function<T, String> cardToken,
      Function<T, Instant> time) {
    return of(type, id, cardToken, time, time);
  }

  private static <T extends SpecificRecord> Shape of(
      Class<T> type,
      Function<T, String> id,
      Function<T, String> cardToken,
      Function<T, Instant> time,
      Function<T, Instant> effectiveFrom) {
    Schema schema = SpecificData.get().getSchema(type);
    return new Shape(
        type,
        schema,
        RecordCodec.of(schema),
        new ContentFingerprint(schema, noContent(type)),
        body -> id.apply(type.cast(body)),
        body -> cardToken.apply(type.cast(body)),
        body -> time.apply(type.cast(body)),
        body -> effectiveFrom.apply(type.cast(body)));
  }

  /**
   * A request may be asked again at another time and is the same then. So it is if the address that
   * it came from, which is content, is found in another country by a newer file.
   */
  private static Set<String> noContent(Class<? extends SpecificRecord> type) {
    return type == AuthorizationRequest.class ? Set.of("event_time", "client_country") : Set.of();
  }

  private record Shape(
      Class<? extends SpecificRecord> recordClass,
      Schema schema,
      RecordCodec<SpecificRecord> codec,
      ContentFingerprint fingerprint,
      Function<SpecificRecord, String> id,
      Function<SpecificRecord, String> cardToken,
      Function<SpecificRecord, Instant> eventTime,
      Function<SpecificRecord, Instant> effectiveFrom) {}
}
