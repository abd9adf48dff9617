package io.cardbeam.flink.golden;

import io.cardbeam.pipeline.table.WriteExceptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** What came out of the cases, to be looked up by card. */
final class CaseRows {
  private final Map<Long, String> cards = new HashMap<>();
  private final Map<String, SpecificRecord> byKey = new HashMap<>();
  private final Map<String, List<SpecificRecord>> statements = new HashMap<>();
  private final List<SpecificRecord> deadLetters = new ArrayList<>();

  /**
   * Takes all rows.
   *
   * @param rows of all tables, told apart by the names of their schemas
   */
  CaseRows(List<SpecificRecord> rows) {
    for (SpecificRecord row : of("DimCard", rows)) {
      cards.put((Long) value(row, "card_key"), text(row, "card_token"));
    }
    of("AuthorizationDecision", rows)
        .forEach(row -> keep("decision", text(row, "card_token"), text(row, "request_id"), row));
    of("FactTransaction", rows)
        .forEach(
            row ->
                keep(
                    typeOf(text(row, "transaction_type")),
                    cards.getOrDefault((Long) value(row, "card_key"), ""),
                    text(row, "transaction_id"),
                    row));
    of("TransactionException", rows)
        .forEach(
            row ->
                keep(
                    WriteExceptions.TABLE + typeOf(text(row, "transaction_type")),
                    text(row, "card_token"),
                    text(row, "transaction_id"),
                    row));
    of("StatementRow", rows)
        .forEach(
            row ->
                statements
                    .computeIfAbsent(text(row, "card_token"), any -> new ArrayList<>())
                    .add(row));
    deadLetters.addAll(of("DeadLetter", rows));
  }

  private static List<SpecificRecord> of(String schema, List<SpecificRecord> rows) {
    return rows.stream().filter(row -> row.getSchema().getName().equals(schema)).toList();
  }

  private void keep(String table, String card, String id, SpecificRecord row) {
    byKey.put(table + " " + card + " " + id, row);
  }

  /** Of a chargeback's resolution, however it went, one. */
  private static String typeOf(String type) {
    String upper = type.toUpperCase(Locale.ROOT);
    return switch (upper) {
      case "CHARGEBACK_UPHELD",
          "CHARGEBACK_REJECTED",
          "CHARGEBACKRESOLUTION",
          "UPHELD",
          "REJECTED" ->
          "RESOLUTION";
      case "PAYMENT_RETURNED", "PAYMENTRETURNED" -> "RETURNED";
      default -> upper;
    };
  }

  Optional<SpecificRecord> decision(CaseCard card, String id) {
    return Optional.ofNullable(byKey.get("decision " + card.token() + " " + id));
  }

  Optional<SpecificRecord> fact(CaseCard card, String kind, String id) {
    return Optional.ofNullable(byKey.get(typeOf(kind) + " " + card.token() + " " + id));
  }

  Optional<SpecificRecord> exception(CaseCard card, String kind, String id) {
    return Optional.ofNullable(
        byKey.get(WriteExceptions.TABLE + typeOf(kind) + " " + card.token() + " " + id));
  }

  List<SpecificRecord> statements(CaseCard card) {
    return statements.getOrDefault(card.token(), List.of());
  }

  /** Those of a case: of its files, whose names begin with its own, or about one of its cards. */
  List<SpecificRecord> deadLetters(MoneyCase of) {
    return deadLetters.stream()
        .filter(
            row ->
                text(row, "source").contains("/" + of.name() + "-2")
                    || of.cards().values().stream()
                        .anyMatch(card -> text(row, "reason").contains(" " + card.token() + " ")))
        .toList();
  }

  static String text(SpecificRecord row, String column) {
    return String.valueOf(value(row, column));
  }

  static Object value(SpecificRecord row, String column) {
    return row.get(row.getSchema().getField(column).pos());
  }
}
