package io.cardbeam.billing;

import io.cardbeam.event.Chargeback;
import io.cardbeam.event.Payment;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.wire.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The model of the statements, the slow and obvious way: for a card, currency and month it goes
 * through all events anew and adds up. One text a statement: "opening + purchases - credits =
 * closing, then its transactions' ids".
 */
public final class SlowStatements {
  private SlowStatements() {}

  /** The statements of a month by "token currency". */
  public static Map<String, String> of(String month, List<Event> events) {
    Map<String, String> statements = new TreeMap<>();
    for (Event event : events) {
      String currency = currency(event);
      if (!currency.isEmpty()) {
        String text = statement(event.cardToken(), currency, month, events);
        if (!text.isEmpty()) {
          statements.put(event.cardToken() + " " + currency, text);
        }
      }
    }
    return statements;
  }

  /** The text of a statement, to be compared. */
  public static String text(Statement statement) {
    List<String> ids = new ArrayList<>();
    statement.purchases().forEach(line -> ids.add(line.transactionId()));
    statement.credits().forEach(line -> ids.add(line.transactionId()));
    return text(
        statement.openingBalanceMinor(),
        statement.purchasesMinor(),
        statement.creditsMinor(),
        statement.closingBalanceMinor(),
        ids);
  }

  private static String statement(String token, String currency, String month, List<Event> events) {
    long opening = 0;
    long purchases = 0;
    long credits = 0;
    List<String> ids = new ArrayList<>();
    for (Event event : events) {
      if (!event.cardToken().equals(token) || !currency(event).equals(currency)) {
        continue;
      }
      String monthOfEvent =
          Instant.ofEpochMilli(event.eventTimeMillis()).toString().substring(0, 7);
      if (monthOfEvent.compareTo(month) < 0) {
        opening += signed(event);
      } else if (monthOfEvent.equals(month)) {
        ids.add(event.id());
        if (signed(event) > 0) {
          purchases += signed(event);
        } else {
          credits -= signed(event);
        }
      }
    }
    return opening == 0 && ids.isEmpty()
        ? ""
        : text(opening, purchases, credits, opening + purchases - credits, ids);
  }

  private static String text(
      long opening, long purchases, long credits, long closing, List<String> ids) {
    return opening
        + " + "
        + purchases
        + " - "
        + credits
        + " = "
        + closing
        + " "
        + ids.stream().sorted().toList();
  }

  private static long signed(Event event) {
    return switch (event.type()) {
      case PURCHASE -> event.body(Purchase.class).getAmountMinor();
      case REFUND -> -event.body(Refund.class).getAmountMinor();
      case CHARGEBACK -> -event.body(Chargeback.class).getAmountMinor();
      case PAYMENT -> -event.body(Payment.class).getAmountMinor();
      default -> 0;
    };
  }

  /** Empty for what is no money owed. */
  private static String currency(Event event) {
    return switch (event.type()) {
      case PURCHASE -> event.body(Purchase.class).getCurrency();
      case REFUND -> event.body(Refund.class).getCurrency();
      case CHARGEBACK -> event.body(Chargeback.class).getCurrency();
      case PAYMENT -> event.body(Payment.class).getCurrency();
      default -> "";
    };
  }
}
