package io.cardbeam.console.mine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;

/** Statements for the books of tests. */
public final class TestStatements {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TestStatements() {}

  /** The document of a statement that charges a fee and interest, minor units, and no more. */
  public static String charging(String token, LocalDate closing, long fee, long interest) {
    return charging(token, closing, 1, fee, interest).toString();
  }

  /** An issue of one, minor units. */
  static ObjectNode charging(String token, LocalDate end, int issue, long fee, long interest) {
    ObjectNode document = JSON.createObjectNode();
    document
        .putObject("statement")
        .put("card_token", token)
        .put("currency", "USD")
        .put("last_four", "1486")
        .put("cardholder", "Ada Muster")
        .put("period_start", end.minusDays(30).toString())
        .put("period_end", end.toString())
        .put("issue", issue)
        .put("due_date", end.plusDays(25).toString())
        .put("terms_version", "1")
        .put("opening_balance_minor", 1_000)
        .put("purchases_minor", 0)
        .put("credits_minor", 0)
        .put("returned_payments_minor", 0)
        .put("disputes_minor", 0)
        .put("fees_minor", fee)
        .put("interest_minor", interest)
        .put("closing_balance_minor", 1_000 + fee + interest)
        .put("closing_difference_minor", issue == 1 ? 0 : 1)
        .put("minimum_payment_minor", 1_000)
        .put("past_due_minor", 0)
        .put("interest_balance_minor", 0)
        .put("fees_year_to_date_minor", fee)
        .put("interest_year_to_date_minor", interest)
        .put("purchase_count", 0)
        .put("credit_count", 0);
    ArrayNode lines = document.putArray("lines");
    charge(lines.addObject().put("line_number", 1), "LATE_FEE", end.minusDays(3), fee);
    charge(lines.addObject().put("line_number", 2), "INTEREST", end, interest);
    document.putArray("entries");
    return document;
  }

  private static void charge(ObjectNode line, String kind, LocalDate day, long minor) {
    line.put("kind", kind)
        .put("transaction_id", day.toString())
        .put("transaction_date", day.toString())
        .put("posting_date", day.toString())
        .put("is_late", false)
        .put("event_time", day + "T00:00:00Z")
        .put("description", "Charge of " + day)
        .put("category", "")
        .put("amount_minor", minor);
  }
}
