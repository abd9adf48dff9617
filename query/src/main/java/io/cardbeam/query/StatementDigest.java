package io.cardbeam.query;

import io.cardbeam.billing.StatementTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The digest of a statement that PostgreSQL holds, rebuilt there from its row, lines and entries:
 * what {@code books.store_statement} made of the document that told them.
 */
final class StatementDigest {
  private static final String INSTANT =
      "to_char(%1$s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS')"
          + " || CASE WHEN date_part('milliseconds', %1$s)::numeric %% 1000 = 0 THEN ''"
          + " ELSE to_char(%1$s AT TIME ZONE 'UTC', '.MS') END || 'Z'";

  /**
   * SQL of whether it is the one that is stored, and entries are numbered from 1 without a gap,
   * which it does not tell; of a statement {@code s} and its {@code card}.
   */
  static final String IS_RIGHT =
      """
      (s.document_digest = encode(sha256(convert_to((jsonb_build_object(
        'statement', %s,
        'lines', (SELECT coalesce(jsonb_agg(%s ORDER BY i.line_number), '[]')
          FROM books.statement_line i WHERE i.statement_id = s.statement_id),
        'entries', (SELECT coalesce(jsonb_agg(%s ORDER BY i.entry_number), '[]')
          FROM books.ledger_entry i WHERE i.statement_id = s.statement_id))
        #- CASE WHEN s.disputes_minor = 0 THEN '{statement,disputes_minor}' ELSE '{}' END::text[]
        #- CASE WHEN s.returned_payments_minor = 0 THEN '{statement,returned_payments_minor}'
          ELSE '{}' END::text[]
        )::text, 'UTF8')), 'hex')
        AND (SELECT coalesce(max(i.entry_number), 0) = count(*)
          FROM books.ledger_entry i WHERE i.statement_id = s.statement_id))
      """
          .formatted(
              object(StatementTable.STATEMENT, "s"),
              object(StatementTable.STATEMENT_LINE, "i"),
              object(StatementTable.LEDGER_ENTRY, "i"));

  private StatementDigest() {}

  /** A row as the document tells it: lines and entries name the statement that they are of. */
  private static String object(StatementTable table, String row) {
    List<String> parts = new ArrayList<>();
    for (Schema.Field field : table.schema().getFields()) {
      parts.add("'" + field.name() + "'");
      parts.add(value(field, owner(field.name(), row) + "." + StoredBooks.stored(field)));
    }
    return "jsonb_build_object(" + String.join(", ", parts) + ")";
  }

  private static String owner(String column, String row) {
    return switch (column) {
      case "card_token" -> "card";
      case "currency", "period_start", "issue" -> "s";
      default -> row;
    };
  }

  private static String value(Schema.Field field, String column) {
    return switch (StarViews.typeOf(field.schema())) {
      case "TIMESTAMPTZ" -> INSTANT.formatted(column);
      case "BIGINT", "INTEGER", "BOOLEAN" -> column;
      default -> column + "::text";
    };
  }
}
