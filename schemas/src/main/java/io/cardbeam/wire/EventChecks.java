package io.cardbeam.wire;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.Cardholder;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.event.Payment;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.event.Reversal;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an event must be beyond its schema before anything counts it: keys that are there, a time
 * that can be, amounts above zero and below the absurd, places on the globe.
 */
public final class EventChecks {
  /** Largest amount that is taken, minor units: a million in a currency of two decimals. */
  public static final long MAX_AMOUNT_MINOR = 100_000_000;

  /** Longest key and name, characters. */
  public static final int MAX_TEXT_CHARS = 256;

  private static final long MAX_TIME_MILLIS = Instant.parse("2101-01-01T00:00:00Z").toEpochMilli();
  private static final int CURRENCY_CHARS = 3;
  private static final Pattern CARD_NUMBER = Pattern.compile("[0-9 -]+");

  private EventChecks() {}

  /**
   * Checks an event.
   *
   * @throws UnreadableRecordException with the first thing that is wrong
   */
  public static void check(Event event) throws UnreadableRecordException {
    key(event.id(), "NO_ID", event.type() + " id");
    token(event.cardToken());
    time(event.eventTimeMillis(), "event time");
    time(event.effectiveFromMillis(), "effective_from");
    switch (event.type()) {
      case CARD_UPDATE -> checkUpdate(event.body(CardUpdate.class));
      case AUTHORIZATION_REQUEST -> checkRequest(event.body(AuthorizationRequest.class));
      case PURCHASE -> checkPurchase(event.body(Purchase.class));
      case REFUND -> {
        Refund refund = event.body(Refund.class);
        texts(refund.getMerchantName());
        key(refund.getAuthorizationId(), "NO_AUTHORIZATION_ID", "authorization id");
        key(refund.getPurchaseId(), "NO_PURCHASE_ID", "purchase id");
        amount(refund.getAmountMinor(), refund.getCurrency());
      }
      case PAYMENT -> {
        Payment payment = event.body(Payment.class);
        texts(payment.getMethod());
        amount(payment.getAmountMinor(), payment.getCurrency());
      }
      case REVERSAL -> {
        Reversal reversal = event.body(Reversal.class);
        key(reversal.getAuthorizationId(), "NO_AUTHORIZATION_ID", "authorization id");
        amount(reversal.getAmountMinor(), reversal.getCurrency());
      }
      case CHARGEBACK -> {
        Chargeback chargeback = event.body(Chargeback.class);
        texts(chargeback.getReason());
        key(chargeback.getAuthorizationId(), "NO_AUTHORIZATION_ID", "authorization id");
        key(chargeback.getPurchaseId(), "NO_PURCHASE_ID", "purchase id");
        amount(chargeback.getAmountMinor(), chargeback.getCurrency());
      }
      case CHARGEBACK_RESOLUTION -> {
        ChargebackResolution resolution = event.body(ChargebackResolution.class);
        texts(resolution.getReason());
        key(resolution.getChargebackId(), "NO_CHARGEBACK_ID", "chargeback id");
        key(resolution.getAuthorizationId(), "NO_AUTHORIZATION_ID", "authorization id");
        key(resolution.getPurchaseId(), "NO_PURCHASE_ID", "purchase id");
        amount(resolution.getAmountMinor(), resolution.getCurrency());
      }
      case FRAUD_FINDING -> checkFinding(event.body(FraudFinding.class));
      case AUTHORIZATION_DECISION, FRAUD_ALERT, TRANSACTION_EXCEPTION -> {
        // Cardbeam's own output, checked where it is made.
      }
    }
  }

  private static void checkUpdate(CardUpdate update) throws UnreadableRecordException {
    Long limit = update.getCreditLimitMinor();
    if (limit != null && limit < 0) {
      throw new UnreadableRecordException("BAD_LIMIT", "credit limit " + limit + " is negative");
    }
    currency(update.getCurrency());
    if (!update.getLastFour().matches("[0-9]{0,4}")) {
      throw new UnreadableRecordException("BAD_LAST_FOUR", "last_four is not up to four digits");
    }
    Cardholder holder = update.getCardholder();
    texts(
        holder.getFirstName(),
        holder.getLastName(),
        holder.getGender(),
        holder.getStreet(),
        holder.getCity(),
        holder.getState(),
        holder.getPostalCode(),
        holder.getJob());
    if (!holder.getCountry().matches("[A-Z]{2}")) {
      throw new UnreadableRecordException(
          "BAD_COUNTRY", "country is not an ISO 3166-1 code of two capital letters");
    }
    coordinate(holder.getLatitude(), 90, "home latitude");
    coordinate(holder.getLongitude(), 180, "home longitude");
  }

  private static void checkRequest(AuthorizationRequest request) throws UnreadableRecordException {
    amount(request.getAmountMinor(), request.getCurrency());
    key(request.getMerchantId(), "NO_MERCHANT", "merchant id");
    key(request.getCategory(), "NO_CATEGORY", "category");
    texts(request.getMerchantName(), request.getMerchantCity(), request.getMerchantState());
    coordinate(request.getMerchantLatitude(), 90, "merchant latitude");
    coordinate(request.getMerchantLongitude(), 180, "merchant longitude");
  }

  private static void checkPurchase(Purchase purchase) throws UnreadableRecordException {
    amount(purchase.getAmountMinor(), purchase.getCurrency());
    key(purchase.getAuthorizationId(), "NO_AUTHORIZATION_ID", "authorization id");
    key(purchase.getMerchantId(), "NO_MERCHANT", "merchant id");
    key(purchase.getCategory(), "NO_CATEGORY", "category");
    texts(purchase.getMerchantName(), purchase.getMerchantCity(), purchase.getMerchantState());
    coordinate(purchase.getMerchantLatitude(), 90, "merchant latitude");
    coordinate(purchase.getMerchantLongitude(), 180, "merchant longitude");
    long sum = 0;
    for (var item : purchase.getItems()) {
      texts(item.getDescription());
      if (item.getQuantity() <= 0 || Math.abs(item.getUnitPriceMinor()) > MAX_AMOUNT_MINOR) {
        throw new UnreadableRecordException(
            "BAD_ITEMS", "an item's quantity is not above 0, or its price is beyond reason");
      }
      sum += item.getQuantity() * item.getUnitPriceMinor();
    }
    if (!purchase.getItems().isEmpty() && sum != purchase.getAmountMinor()) {
      throw new UnreadableRecordException(
          "BAD_ITEMS",
          "items add up to " + sum + " where the amount is " + purchase.getAmountMinor());
    }
  }

  /** What is found out before it was asked would tell a decision its own outcome. */
  private static void checkFinding(FraudFinding finding) throws UnreadableRecordException {
    key(finding.getRequestId(), "NO_REQUEST_ID", "request id");
    texts(finding.getNote());
    time(finding.getRequestTime().toEpochMilli(), "request time");
    if (finding.getEventTime().isBefore(finding.getRequestTime())) {
      throw new UnreadableRecordException("BAD_TIME", "finding is earlier than its request");
    }
  }

  /** A card number in place of its token would go everywhere; a token is never digits alone. */
  static void token(String value) throws UnreadableRecordException {
    key(value, "NO_CARD", "card token");
    if (CARD_NUMBER.matcher(value).matches()) {
      throw new UnreadableRecordException(
          "NOT_A_TOKEN", "card token is digits alone, as a card number is; tokenise it first");
    }
  }

  static void texts(@Nullable String... values) throws UnreadableRecordException {
    for (String value : values) {
      if (value != null && value.length() > MAX_TEXT_CHARS) {
        throw new UnreadableRecordException(
            "TOO_LONG", "a text has " + value.length() + " characters, above " + MAX_TEXT_CHARS);
      }
    }
  }

  static void key(String value, String code, String what) throws UnreadableRecordException {
    if (value.isBlank()) {
      throw new UnreadableRecordException(code, what + " is missing");
    }
    if (value.length() > MAX_TEXT_CHARS) {
      throw new UnreadableRecordException(
          code, what + " has " + value.length() + " characters, above " + MAX_TEXT_CHARS);
    }
  }

  static void time(long millis, String what) throws UnreadableRecordException {
    if (millis < 0 || millis >= MAX_TIME_MILLIS) {
      throw new UnreadableRecordException(
          "BAD_TIME", what + " " + millis + " ms is not between 1970 and 2100");
    }
  }

  private static void amount(long minor, String currency) throws UnreadableRecordException {
    if (minor <= 0 || minor > MAX_AMOUNT_MINOR) {
      throw new UnreadableRecordException(
          "BAD_AMOUNT", "amount " + minor + " is not between 1 and " + MAX_AMOUNT_MINOR);
    }
    currency(currency);
  }

  private static void currency(String code) throws UnreadableRecordException {
    if (code.length() != CURRENCY_CHARS || !code.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
      throw new UnreadableRecordException(
          "BAD_CURRENCY", "currency is not an ISO 4217 code of three capital letters");
    }
  }

  private static void coordinate(@Nullable Double degrees, double limit, String what)
      throws UnreadableRecordException {
    if (degrees != null && !(degrees >= -limit && degrees <= limit)) {
      throw new UnreadableRecordException(
          "BAD_COORDINATE",
          what + " " + degrees + " is not between -" + (int) limit + " and " + (int) limit);
    }
  }
}
