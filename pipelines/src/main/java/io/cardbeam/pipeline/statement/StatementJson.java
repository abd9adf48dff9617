package io.cardbeam.pipeline.statement;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.billing.CardAccount;
import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementLine;
import java.io.IOException;
import java.util.List;

/** A statement as a JSON document, indented; the same statement gives the same bytes. */
final class StatementJson {
  // Line ends don't depend on the machine, so that bytes don't.
  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter WRITER =
      new ObjectMapper()
          .writer(new DefaultPrettyPrinter().withObjectIndenter(INDENT).withArrayIndenter(INDENT));

  private StatementJson() {}

  /** The document in UTF-8. */
  static byte[] bytes(Statement statement) throws IOException {
    return WRITER.writeValueAsBytes(document(statement));
  }

  private static ObjectNode document(Statement statement) {
    CardAccount account = statement.account();
    MoneyJson money = new MoneyJson(account.currency());
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document
        .put("month", statement.month().toString())
        .put("period_start", statement.month().atDay(1).toString())
        .put("period_end", statement.month().atEndOfMonth().toString())
        .put("card_token", account.cardToken())
        .put("last_four", account.lastFour())
        .put("cardholder", account.cardholder())
        .put("currency", account.currency());
    document.set("opening_balance", money.of(statement.openingBalanceMinor()));
    document.set("purchases_total", money.of(statement.purchasesMinor()));
    document.set("credits_total", money.of(statement.creditsMinor()));
    document.set("closing_balance", money.of(statement.closingBalanceMinor()));
    document.set("purchases", lines(statement.purchases(), money));
    document.set("credits", lines(statement.credits(), money));
    return document;
  }

  private static ArrayNode lines(List<StatementLine> lines, MoneyJson money) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(lines.size());
    for (StatementLine line : lines) {
      ObjectNode node =
          array
              .addObject()
              .put("date", line.postingDate().toString())
              .put("time", line.eventTime().toString())
              .put("kind", line.type().name())
              .put("transaction_id", line.transactionId())
              .put("description", line.description())
              .put("category", line.category());
      node.setAll(money.of(line.amountMinor()));
    }
    return array;
  }
}
