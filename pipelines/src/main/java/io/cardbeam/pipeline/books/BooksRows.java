package io.cardbeam.pipeline.books;

import io.cardbeam.account.Bookkeeper;
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
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.table.BooksAuthorization;
import io.cardbeam.table.BooksCardUpdate;
import io.cardbeam.table.BooksFinding;
import io.cardbeam.table.BooksItem;
import io.cardbeam.table.BooksReason;
import io.cardbeam.table.BooksTransaction;
import io.cardbeam.traffic.DistinctEvents;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.KnownCardholder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The rows that the database must hold of one card, by the same rules as the procedures that store
 * its {@link BooksDocument documents}: each event once by its kind and id.
 */
final class BooksRows {
  private final Map<BooksTable, List<SpecificRecord>> rows = new EnumMap<>(BooksTable.class);

  private BooksRows() {
    for (BooksTable table : BooksTable.values()) {
      rows.put(table, new ArrayList<>());
    }
  }

  /**
   * Those of a card; a table without rows has an empty list.
   *
   * @param bookkeeper who knows how long its purchases wait for their requests
   */
  static Map<BooksTable, List<SpecificRecord>> of(CardBooks card, Bookkeeper bookkeeper) {
    BooksRows made = new BooksRows();
    Set<String> requests = new HashSet<>();
    for (AnsweredRequest answer : card.answers()) {
      if (requests.add(answer.request().getRequestId())) {
        made.add(answer);
      }
    }
    List<Event> events = DistinctEvents.inOrder(card.events());
    events.forEach(made::add);
    made.rows.put(BooksTable.LEDGER_TRANSFER, new TransferRows(requests, bookkeeper).of(events));
    return made.rows;
  }

  private void add(BooksTable table, SpecificRecord row) {
    rows.computeIfAbsent(table, any -> new ArrayList<>()).add(row);
  }

  private void add(AnsweredRequest answer) {
    AuthorizationRequest request = answer.request();
    AuthorizationDecision decision = answer.decision();
    add(
        BooksTable.AUTHORIZATION,
        BooksAuthorization.newBuilder()
            .setRequestId(request.getRequestId())
            .setCardToken(request.getCardToken())
            .setEventTime(request.getEventTime())
            .setAmountMinor(request.getAmountMinor())
            .setCurrency(request.getCurrency())
            .setMerchantId(request.getMerchantId())
            .setMerchantName(request.getMerchantName())
            .setCategory(request.getCategory())
            .setChannel(request.getChannel().name())
            .setMerchantLatitude(request.getMerchantLatitude())
            .setMerchantLongitude(request.getMerchantLongitude())
            .setMerchantCity(request.getMerchantCity())
            .setMerchantState(request.getMerchantState())
            .setContentFingerprint(Event.of(request).fingerprint())
            .setOutcome(decision.getOutcome().name())
            .setFraudProbability(decision.getFraudProbability())
            .setPolicyVersion(decision.getPolicyVersion())
            .setModelVersion(decision.getModelVersion())
            .setAlertRaised(decision.getAlertRaised())
            .build());
    int rank = 0;
    for (Reason reason : decision.getReasons()) {
      rank++;
      add(
          BooksTable.REASON,
          new BooksReason(
              request.getRequestId(),
              request.getCardToken(),
              request.getEventTime(),
              rank,
              reason.getCode(),
              reason.getText()));
    }
  }

  private void add(Event event) {
    switch (event.type()) {
      case CARD_UPDATE -> add(event.body(CardUpdate.class));
      case FRAUD_FINDING -> add(event.body(FraudFinding.class));
      case PURCHASE -> add(event, event.body(Purchase.class));
      case REVERSAL -> add(event, event.body(Reversal.class));
      case REFUND -> add(event, event.body(Refund.class));
      case CHARGEBACK -> add(event, event.body(Chargeback.class));
      case CHARGEBACK_RESOLUTION -> add(event, event.body(ChargebackResolution.class));
      case PAYMENT -> add(event, event.body(Payment.class));
      case PAYMENT_RETURNED -> add(event, event.body(PaymentReturned.class));
      default -> {
        // Requests come with their answers, and transfers together.
      }
    }
  }

  private void add(CardUpdate update) {
    BooksCardUpdate.Builder row =
        BooksCardUpdate.newBuilder()
            .setUpdateKey(update.getUpdateId())
            .setCardToken(update.getCardToken())
            .setEventTime(update.getEventTime())
            .setKind(update.getKind().name())
            .setStatus(update.getStatus().name())
            .setLastFour(update.getLastFour())
            .setCreditLimitMinor(update.getCreditLimitMinor())
            .setCurrency(update.getCurrency());
    Cardholder person = update.getCardholder();
    if (KnownCardholder.isKnown(person)) {
      row.setFirstName(person.getFirstName())
          .setLastName(person.getLastName())
          .setGender(person.getGender())
          .setBirthDate(person.getBirthDate())
          .setJob(person.getJob())
          .setStreet(person.getStreet())
          .setCity(person.getCity())
          .setState(person.getState())
          .setPostalCode(person.getPostalCode())
          .setCountry(person.getCountry())
          .setLatitude(person.getLatitude())
          .setLongitude(person.getLongitude())
          .setCityPopulation(person.getCityPopulation());
    }
    add(BooksTable.CARD_UPDATE, row.setContentFingerprint(Event.of(update).fingerprint()).build());
  }

  private void add(FraudFinding finding) {
    add(
        BooksTable.FINDING,
        new BooksFinding(
            finding.getFindingId(),
            finding.getRequestId(),
            finding.getRequestTime(),
            finding.getCardToken(),
            finding.getEventTime(),
            finding.getVerdict().name(),
            finding.getSource().name(),
            finding.getNote(),
            Event.of(finding).fingerprint()));
  }

  private void add(Event event, Purchase it) {
    add(
        BooksTable.TRANSACTION,
        transaction(event, it.getEffectiveFrom(), it.getAmountMinor(), it.getCurrency())
            .setRequestId(named(it.getAuthorizationId()))
            .setMerchantId(it.getMerchantId())
            .setMerchantName(it.getMerchantName())
            .setCategory(it.getCategory())
            .setMerchantLatitude(it.getMerchantLatitude())
            .setMerchantLongitude(it.getMerchantLongitude())
            .setMerchantCity(it.getMerchantCity())
            .setMerchantState(it.getMerchantState())
            .build());
    int line = 0;
    for (PurchaseItem item : it.getItems()) {
      line++;
      add(
          BooksTable.ITEM,
          new BooksItem(
              it.getPurchaseId(),
              it.getCardToken(),
              it.getEventTime(),
              it.getEffectiveFrom(),
              line,
              item.getDescription(),
              item.getQuantity(),
              item.getUnitPriceMinor()));
    }
  }

  private void add(Event event, Reversal it) {
    add(
        BooksTable.TRANSACTION,
        transaction(event, it.getEffectiveFrom(), it.getAmountMinor(), it.getCurrency())
            .setRequestId(named(it.getAuthorizationId()))
            .build());
  }

  /** Which merchant it was a refund does not say, only its name. */
  private void add(Event event, Refund it) {
    add(
        BooksTable.TRANSACTION,
        transaction(event, it.getEffectiveFrom(), it.getAmountMinor(), it.getCurrency())
            .setRequestId(named(it.getAuthorizationId()))
            .setPurchaseId(named(it.getPurchaseId()))
            .setMerchantName(it.getMerchantName())
            .build());
  }

  private void add(Event event, Chargeback it) {
    add(
        BooksTable.TRANSACTION,
        transaction(event, it.getEventTime(), it.getAmountMinor(), it.getCurrency())
            .setRequestId(named(it.getAuthorizationId()))
            .setPurchaseId(named(it.getPurchaseId()))
            .setReason(it.getReason())
            .build());
  }

  private void add(Event event, ChargebackResolution it) {
    add(
        BooksTable.TRANSACTION,
        transaction(event, it.getEventTime(), it.getAmountMinor(), it.getCurrency())
            .setRequestId(named(it.getAuthorizationId()))
            .setPurchaseId(named(it.getPurchaseId()))
            .setChargebackId(named(it.getChargebackId()))
            .setReason(it.getReason())
            .setOutcome(it.getOutcome().name())
            .build());
  }

  private void add(Event event, Payment it) {
    add(
        BooksTable.TRANSACTION,
        transaction(event, it.getEffectiveFrom(), it.getAmountMinor(), it.getCurrency())
            .setMethod(it.getMethod())
            .build());
  }

  private void add(Event event, PaymentReturned it) {
    add(
        BooksTable.TRANSACTION,
        transaction(event, it.getEffectiveFrom(), it.getAmountMinor(), it.getCurrency())
            .setPaymentId(named(it.getPaymentId()))
            .setReason(it.getReason())
            .build());
  }

  /** A key; where the event names nothing it is empty, and the row's null. */
  private static @Nullable String named(String key) {
    return key.isEmpty() ? null : key;
  }

  private static BooksTransaction.Builder transaction(
      Event event, Instant effectiveFrom, long amountMinor, String currency) {
    return BooksTransaction.newBuilder()
        .setTransactionKey(event.id())
        .setContentFingerprint(event.fingerprint())
        .setTransactionType(event.type().name())
        .setCardToken(event.cardToken())
        .setEventTime(Instant.ofEpochMilli(event.eventTimeMillis()))
        .setEffectiveFrom(effectiveFrom)
        .setAmountMinor(amountMinor)
        .setCurrency(currency);
  }
}
