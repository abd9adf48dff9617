package io.cardbeam.wire;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.Cardholder;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.Payment;
import io.cardbeam.event.PaymentReturned;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.PurchaseItem;
import io.cardbeam.event.Refund;
import io.cardbeam.event.Reversal;
import io.cardbeam.money.Currency;
import io.cardbeam.text.PlainText;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What an event must be beyond its schema before anything counts it: keys that are there, a time
 * that can be, amounts above zero and at most the currency's cap, places on the globe, texts that
 * everything behind can carry and that hold no card number. docs/events.md has the table.
 */
public final class EventChecks {
  /** Longest key and name, characters. */
  public static final int MAX_TEXT_CHARS = PlainText.MAX_CHARS;

  /** Longest sentence of the project's own events, characters. */
  public static final int MAX_SENTENCE_CHARS = 2_000;

  /** Most items of a purchase. */
  public static final int MAX_ITEMS = 1_000;

  private static final LocalDate MIN_BIRTH_DATE = LocalDate.of(1850, 1, 1);
  private static final LocalDate MAX_BIRTH_DATE = LocalDate.of(2100, 12, 31);

  private static final Map<EventType, RecordTexts> TEXTS =
      Arrays.stream(EventType.values())
          .collect(
              Collectors.toMap(
                  type -> type,
                  EventChecks::texts,
                  (one, two) -> one,
                  () -> new EnumMap<>(EventType.class)));

  private EventChecks() {}

  /**
   * Checks an event.
   *
   * @throws UnreadableRecordException with the first thing that is wrong
   */
  public static void check(Event event) throws UnreadableRecordException {
    FieldChecks.key(event.id(), "NO_ID", event.type() + " id");
    FieldChecks.token(event.cardToken());
    FieldChecks.time(event.eventTimeMillis(), "event time");
    FieldChecks.effectiveFrom(event.effectiveFromMillis(), event.eventTimeMillis());
    switch (event.type()) {
      case CARD_UPDATE -> checkUpdate(event.body(CardUpdate.class));
      case AUTHORIZATION_REQUEST -> checkRequest(event.body(AuthorizationRequest.class));
      case PURCHASE -> checkPurchase(event.body(Purchase.class));
      case REFUND -> {
        Refund refund = event.body(Refund.class);
        FieldChecks.keyIfAny(
            refund.getAuthorizationId(), "NO_AUTHORIZATION_ID", "authorization id");
        FieldChecks.keyIfAny(refund.getPurchaseId(), "NO_PURCHASE_ID", "purchase id");
        FieldChecks.amount(refund.getAmountMinor(), refund.getCurrency());
      }
      case PAYMENT -> {
        Payment payment = event.body(Payment.class);
        FieldChecks.amount(payment.getAmountMinor(), payment.getCurrency());
      }
      case PAYMENT_RETURNED -> {
        PaymentReturned returned = event.body(PaymentReturned.class);
        FieldChecks.key(returned.getPaymentId(), "NO_PAYMENT_ID", "payment id");
        FieldChecks.amount(returned.getAmountMinor(), returned.getCurrency());
      }
      case REVERSAL -> {
        Reversal reversal = event.body(Reversal.class);
        FieldChecks.key(reversal.getAuthorizationId(), "NO_AUTHORIZATION_ID", "authorization id");
        FieldChecks.amount(reversal.getAmountMinor(), reversal.getCurrency());
      }
      case CHARGEBACK -> {
        Chargeback chargeback = event.body(Chargeback.class);
        FieldChecks.keyIfAny(
            chargeback.getAuthorizationId(), "NO_AUTHORIZATION_ID", "authorization id");
        FieldChecks.key(chargeback.getPurchaseId(), "NO_PURCHASE_ID", "purchase id");
        FieldChecks.amount(chargeback.getAmountMinor(), chargeback.getCurrency());
      }
      case CHARGEBACK_RESOLUTION -> {
        ChargebackResolution resolution = event.body(ChargebackResolution.class);
        FieldChecks.key(resolution.getChargebackId(), "NO_CHARGEBACK_ID", "chargeback id");
        FieldChecks.keyIfAny(
            resolution.getAuthorizationId(), "NO_AUTHORIZATION_ID", "authorization id");
        FieldChecks.key(resolution.getPurchaseId(), "NO_PURCHASE_ID", "purchase id");
        FieldChecks.amount(resolution.getAmountMinor(), resolution.getCurrency());
      }
      case FRAUD_FINDING -> checkFinding(event.body(FraudFinding.class));
      case LEDGER_TRANSFER -> LedgerTransferChecks.check(event.body(LedgerTransfer.class));
      case AUTHORIZATION_DECISION, FRAUD_ALERT, TRANSACTION_EXCEPTION -> {
        // Cardbeam's own output; its figures are checked where it is made.
      }
    }
    Objects.requireNonNull(TEXTS.get(event.type())).check(event.body());
  }

  private static boolean isOwn(EventType type) {
    return switch (type) {
      case AUTHORIZATION_DECISION, FRAUD_ALERT, TRANSACTION_EXCEPTION, LEDGER_TRANSFER -> true;
      default -> false;
    };
  }

  private static RecordTexts texts(EventType type) {
    return new RecordTexts(
        type.schema(),
        isOwn(type)
            ? (field, text) -> PlainText.flawOfOwnSentence(text, MAX_SENTENCE_CHARS)
            : RecordTexts.INPUT);
  }

  private static void checkUpdate(CardUpdate update) throws UnreadableRecordException {
    Currency currency = FieldChecks.currency(update.getCurrency());
    Long limit = update.getCreditLimitMinor();
    if (limit != null && (limit < 0 || limit > currency.maxLimitMinor())) {
      throw new UnreadableRecordException(
          "BAD_LIMIT",
          "credit limit "
              + FieldChecks.quoted(limit)
              + " is not between 0 and "
              + currency.maxLimitMinor());
    }
    if (!update.getLastFour().matches("[0-9]{0,4}")) {
      throw new UnreadableRecordException("BAD_LAST_FOUR", "last_four is not up to four digits");
    }
    Cardholder holder = update.getCardholder();
    FieldChecks.country(holder.getCountry(), "country");
    FieldChecks.coordinate(holder.getLatitude(), 90, "home latitude");
    FieldChecks.coordinate(holder.getLongitude(), 180, "home longitude");
    Integer population = holder.getCityPopulation();
    if (population != null && population < 0) {
      throw new UnreadableRecordException(
          "BAD_NUMBER", "city population " + population + " is negative");
    }
    LocalDate born = holder.getBirthDate();
    if (born != null && (born.isBefore(MIN_BIRTH_DATE) || born.isAfter(MAX_BIRTH_DATE))) {
      throw new UnreadableRecordException(
          "BAD_BIRTH_DATE",
          "birth date " + born + " is not between " + MIN_BIRTH_DATE + " and " + MAX_BIRTH_DATE);
    }
  }

  private static void checkRequest(AuthorizationRequest request) throws UnreadableRecordException {
    FieldChecks.amount(request.getAmountMinor(), request.getCurrency());
    FieldChecks.key(request.getMerchantId(), "NO_MERCHANT", "merchant id");
    FieldChecks.key(request.getCategory(), "NO_CATEGORY", "category");
    FieldChecks.coordinate(request.getMerchantLatitude(), 90, "merchant latitude");
    FieldChecks.coordinate(request.getMerchantLongitude(), 180, "merchant longitude");
    FieldChecks.country(request.getClientCountry(), "client_country");
    FieldChecks.keyedHash(request.getClientNetwork(), "client_network");
    FieldChecks.keyedHash(request.getClientIpHash(), "client_ip_hash");
    FieldChecks.keyedHash(request.getClientAgentHash(), "client_agent_hash");
  }

  private static void checkPurchase(Purchase purchase) throws UnreadableRecordException {
    Currency currency = FieldChecks.amount(purchase.getAmountMinor(), purchase.getCurrency());
    FieldChecks.keyIfAny(purchase.getAuthorizationId(), "NO_AUTHORIZATION_ID", "authorization id");
    FieldChecks.key(purchase.getMerchantId(), "NO_MERCHANT", "merchant id");
    FieldChecks.key(purchase.getCategory(), "NO_CATEGORY", "category");
    FieldChecks.coordinate(purchase.getMerchantLatitude(), 90, "merchant latitude");
    FieldChecks.coordinate(purchase.getMerchantLongitude(), 180, "merchant longitude");
    checkItems(purchase, currency.maxAmountMinor());
  }

  /** A line is at most an amount, so that no sum of {@value #MAX_ITEMS} lines overflows. */
  private static void checkItems(Purchase purchase, long maxMinor)
      throws UnreadableRecordException {
    List<PurchaseItem> items = purchase.getItems();
    if (items.size() > MAX_ITEMS) {
      throw new UnreadableRecordException(
          "TOO_MANY_ITEMS", "purchase has " + items.size() + " items, above " + MAX_ITEMS);
    }
    long sum = 0;
    for (int i = 0; i < items.size(); i++) {
      int quantity = items.get(i).getQuantity();
      long price = items.get(i).getUnitPriceMinor();
      if (quantity <= 0) {
        throw new UnreadableRecordException(
            "BAD_ITEMS", "items[" + i + "].quantity " + quantity + " is not above 0");
      }
      long maxPrice = maxMinor / quantity;
      if (price > maxPrice || price < -maxPrice) {
        throw new UnreadableRecordException(
            "BAD_ITEMS",
            "items["
                + i
                + "] is "
                + quantity
                + " of "
                + FieldChecks.quoted(price)
                + ", beyond "
                + maxMinor);
      }
      sum += quantity * price;
    }
    if (!items.isEmpty() && sum != purchase.getAmountMinor()) {
      throw new UnreadableRecordException(
          "BAD_ITEMS",
          "items add up to " + sum + " where the amount is " + purchase.getAmountMinor());
    }
  }

  /** What is found out before it was asked would tell a decision its own outcome. */
  private static void checkFinding(FraudFinding finding) throws UnreadableRecordException {
    FieldChecks.key(finding.getRequestId(), "NO_REQUEST_ID", "request id");
    FieldChecks.time(finding.getRequestTime().toEpochMilli(), "request time");
    if (finding.getEventTime().isBefore(finding.getRequestTime())) {
      throw new UnreadableRecordException("BAD_TIME", "finding is earlier than its request");
    }
  }
}
