package io.cardbeam.pipeline.books;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.Cardholder;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.event.Payment;
import io.cardbeam.event.PaymentReturned;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.PurchaseItem;
import io.cardbeam.event.Reason;
import io.cardbeam.event.Refund;
import io.cardbeam.event.Reversal;
import io.cardbeam.event.TransactionException;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.books.BooksCall.Kind;
import io.cardbeam.text.CardNumberMask;
import io.cardbeam.traffic.Conflict;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.KnownCardholder;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * Events as the documents that the database's procedures take apart. The names are the columns of
 * its {@code books.*_part} types; a value that is not known is left out.
 */
final class BooksDocument {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String AUTHORIZATION = "authorization";
  private static final String AUTHORIZATION_ID = "authorization_id";
  private static final String PURCHASE_ID = "purchase_id";
  private static final String TRANSACTION = "transaction";
  private static final String CONTENT_FINGERPRINT = "content_fingerprint";

  private BooksDocument() {}

  static BooksCall of(CardUpdate update) {
    ObjectNode card =
        JSON.objectNode()
            .put("update_id", update.getUpdateId())
            .put("card_token", update.getCardToken())
            .put("event_time", update.getEventTime().toString())
            .put("kind", update.getKind().name())
            .put("status", update.getStatus().name())
            .put("last_four", update.getLastFour())
            .put("credit_limit_minor", update.getCreditLimitMinor())
            .put("currency", update.getCurrency())
            .put(CONTENT_FINGERPRINT, Event.of(update).fingerprint());
    if (KnownCardholder.isKnown(update.getCardholder())) {
      putPerson(card, update.getCardholder());
    }
    return call(Kind.CARD_UPDATE, JSON.objectNode().set("card", card));
  }

  private static void putPerson(ObjectNode card, Cardholder person) {
    card.put("first_name", person.getFirstName())
        .put("last_name", person.getLastName())
        .put("gender", person.getGender())
        .put(
            "birth_date",
            Optional.ofNullable(person.getBirthDate()).map(LocalDate::toString).orElse(null))
        .put("job", person.getJob())
        .put("street", person.getStreet())
        .put("city", person.getCity())
        .put("state", person.getState())
        .put("postal_code", person.getPostalCode())
        .put("country", person.getCountry())
        .put("latitude", person.getLatitude())
        .put("longitude", person.getLongitude())
        .put("city_population", person.getCityPopulation());
  }

  static BooksCall of(Decided decided) {
    AuthorizationRequest request = decided.request();
    AuthorizationDecision decision = decided.decision();
    ObjectNode part =
        JSON.objectNode()
            .put("request_id", request.getRequestId())
            .put("card_token", request.getCardToken())
            .put("event_time", request.getEventTime().toString())
            .put("amount_minor", request.getAmountMinor())
            .put("currency", request.getCurrency())
            .put("merchant_id", request.getMerchantId())
            .put("merchant_name", request.getMerchantName())
            .put("category", request.getCategory())
            .put("channel", request.getChannel().name())
            .put("merchant_latitude", request.getMerchantLatitude())
            .put("merchant_longitude", request.getMerchantLongitude())
            .put("merchant_city", request.getMerchantCity())
            .put("merchant_state", request.getMerchantState())
            .put("outcome", decision.getOutcome().name())
            .put("fraud_probability", decision.getFraudProbability())
            .put("alert_raised", decision.getAlertRaised())
            .put("policy_version", decision.getPolicyVersion())
            .put("model_version", decision.getModelVersion())
            .put(CONTENT_FINGERPRINT, Event.of(request).fingerprint());
    ArrayNode reasons = part.putArray("reasons");
    for (Reason reason : decision.getReasons()) {
      reasons.addObject().put("code", reason.getCode()).put("text", reason.getText());
    }
    return call(Kind.AUTHORIZATION, JSON.objectNode().set(AUTHORIZATION, part));
  }

  /**
   * A transaction by its own event alone: what it names is in the document by its key.
   *
   * @throws IllegalArgumentException if the event is no transaction
   */
  static BooksCall of(Event event) {
    return switch (event.type()) {
      case PURCHASE -> transaction(Kind.PURCHASE, purchase(event.body(Purchase.class)));
      case REVERSAL -> transaction(Kind.REVERSAL, reversal(event.body(Reversal.class)));
      case REFUND -> transaction(Kind.REFUND, refund(event.body(Refund.class)));
      case CHARGEBACK -> transaction(Kind.CHARGEBACK, chargeback(event.body(Chargeback.class)));
      case CHARGEBACK_RESOLUTION ->
          transaction(
              Kind.CHARGEBACK_RESOLUTION, resolution(event.body(ChargebackResolution.class)));
      case PAYMENT -> transaction(Kind.PAYMENT, payment(event.body(Payment.class)));
      case PAYMENT_RETURNED ->
          transaction(Kind.PAYMENT_RETURNED, returned(event.body(PaymentReturned.class)));
      default -> throw new IllegalArgumentException(event.type() + " is no transaction");
    };
  }

  private static BooksCall transaction(Kind kind, ObjectNode part) {
    return call(kind, JSON.objectNode().set(TRANSACTION, part));
  }

  static BooksCall of(TransactionException exception) {
    ObjectNode part =
        JSON.objectNode()
            .put("transaction_id", exception.getTransactionId())
            .put("transaction_type", typeOf(exception.getTransactionType()))
            .put(AUTHORIZATION_ID, exception.getAuthorizationId())
            .put("card_token", exception.getCardToken())
            .put("event_time", exception.getEventTime().toString())
            .put("amount_minor", exception.getAmountMinor())
            .put("currency", exception.getCurrency())
            .put("code", exception.getCode())
            .put("reason", exception.getReason());
    return call(Kind.EXCEPTION, JSON.objectNode().set("exception", part));
  }

  /** A record's name as the type of a transaction: its words apart and in capitals. */
  private static String typeOf(String recordName) {
    return recordName.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
  }

  static BooksCall of(FraudFinding finding) {
    ObjectNode part =
        JSON.objectNode()
            .put("finding_id", finding.getFindingId())
            .put("request_id", finding.getRequestId())
            .put("request_time", finding.getRequestTime().toString())
            .put("card_token", finding.getCardToken())
            .put("event_time", finding.getEventTime().toString())
            .put("verdict", finding.getVerdict().name())
            .put("source", finding.getSource().name())
            .put("note", finding.getNote())
            .put(CONTENT_FINGERPRINT, Event.of(finding).fingerprint());
    return call(Kind.FRAUD_FINDING, JSON.objectNode().set("finding", part));
  }

  /** The content goes as text, with whatever could be a card number masked, as in dead letters. */
  static BooksCall of(Conflict conflict) {
    Event event = conflict.event();
    ObjectNode part =
        JSON.objectNode()
            .put("event_type", event.type().name())
            .put("card_token", event.cardToken())
            .put("event_key", event.id())
            .put("standing_fingerprint", conflict.standing())
            .put("fingerprint", event.fingerprint())
            .put("content", CardNumberMask.mask(event.body().toString()));
    return call(Kind.CONFLICT, JSON.objectNode().set("conflict", part));
  }

  private static ObjectNode purchase(Purchase it) {
    ObjectNode part =
        JSON.objectNode()
            .put("id", it.getPurchaseId())
            .put(AUTHORIZATION_ID, it.getAuthorizationId())
            .put(CONTENT_FINGERPRINT, Event.of(it).fingerprint())
            .put("card_token", it.getCardToken())
            .put("event_time", it.getEventTime().toString())
            .put("effective_from", it.getEffectiveFrom().toString())
            .put("amount_minor", it.getAmountMinor())
            .put("currency", it.getCurrency())
            .put("merchant_id", it.getMerchantId())
            .put("merchant_name", it.getMerchantName())
            .put("category", it.getCategory())
            .put("merchant_latitude", it.getMerchantLatitude())
            .put("merchant_longitude", it.getMerchantLongitude())
            .put("merchant_city", it.getMerchantCity())
            .put("merchant_state", it.getMerchantState());
    ArrayNode items = part.putArray("items");
    for (PurchaseItem item : it.getItems()) {
      items
          .addObject()
          .put("description", item.getDescription())
          .put("quantity", item.getQuantity())
          .put("unit_price_minor", item.getUnitPriceMinor());
    }
    return part;
  }

  private static ObjectNode reversal(Reversal it) {
    return JSON.objectNode()
        .put("id", it.getReversalId())
        .put(AUTHORIZATION_ID, it.getAuthorizationId())
        .put(CONTENT_FINGERPRINT, Event.of(it).fingerprint())
        .put("card_token", it.getCardToken())
        .put("event_time", it.getEventTime().toString())
        .put("effective_from", it.getEffectiveFrom().toString())
        .put("amount_minor", it.getAmountMinor())
        .put("currency", it.getCurrency());
  }

  private static ObjectNode refund(Refund it) {
    return JSON.objectNode()
        .put("id", it.getRefundId())
        .put(AUTHORIZATION_ID, it.getAuthorizationId())
        .put(PURCHASE_ID, it.getPurchaseId())
        .put(CONTENT_FINGERPRINT, Event.of(it).fingerprint())
        .put("card_token", it.getCardToken())
        .put("event_time", it.getEventTime().toString())
        .put("effective_from", it.getEffectiveFrom().toString())
        .put("amount_minor", it.getAmountMinor())
        .put("currency", it.getCurrency())
        .put("merchant_name", it.getMerchantName());
  }

  private static ObjectNode chargeback(Chargeback it) {
    return JSON.objectNode()
        .put("id", it.getChargebackId())
        .put(AUTHORIZATION_ID, it.getAuthorizationId())
        .put(PURCHASE_ID, it.getPurchaseId())
        .put(CONTENT_FINGERPRINT, Event.of(it).fingerprint())
        .put("card_token", it.getCardToken())
        .put("event_time", it.getEventTime().toString())
        .put("effective_from", it.getEventTime().toString())
        .put("amount_minor", it.getAmountMinor())
        .put("currency", it.getCurrency())
        .put("reason", it.getReason());
  }

  private static ObjectNode resolution(ChargebackResolution it) {
    return JSON.objectNode()
        .put("id", it.getResolutionId())
        .put(AUTHORIZATION_ID, it.getAuthorizationId())
        .put(PURCHASE_ID, it.getPurchaseId())
        .put("chargeback_id", it.getChargebackId())
        .put(CONTENT_FINGERPRINT, Event.of(it).fingerprint())
        .put("card_token", it.getCardToken())
        .put("event_time", it.getEventTime().toString())
        .put("effective_from", it.getEventTime().toString())
        .put("amount_minor", it.getAmountMinor())
        .put("currency", it.getCurrency())
        .put("outcome", it.getOutcome().name())
        .put("reason", it.getReason());
  }

  private static ObjectNode payment(Payment it) {
    return JSON.objectNode()
        .put("id", it.getPaymentId())
        .put(CONTENT_FINGERPRINT, Event.of(it).fingerprint())
        .put("card_token", it.getCardToken())
        .put("event_time", it.getEventTime().toString())
        .put("effective_from", it.getEffectiveFrom().toString())
        .put("amount_minor", it.getAmountMinor())
        .put("currency", it.getCurrency())
        .put("method", it.getMethod());
  }

  private static ObjectNode returned(PaymentReturned it) {
    return JSON.objectNode()
        .put("id", it.getReturnId())
        .put("payment_id", it.getPaymentId())
        .put(CONTENT_FINGERPRINT, Event.of(it).fingerprint())
        .put("card_token", it.getCardToken())
        .put("event_time", it.getEventTime().toString())
        .put("effective_from", it.getEffectiveFrom().toString())
        .put("amount_minor", it.getAmountMinor())
        .put("currency", it.getCurrency())
        .put("reason", it.getReason());
  }

  private static BooksCall call(Kind kind, ObjectNode document) {
    return new BooksCall(kind, document.toString());
  }
}
