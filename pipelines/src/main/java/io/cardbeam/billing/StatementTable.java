package io.cardbeam.billing;

import io.cardbeam.table.LedgerEntryRow;
import io.cardbeam.table.StatementLineRow;
import io.cardbeam.table.StatementRow;
import io.cardbeam.wire.RecordCodec;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The tables that statements fill, each with the schema that decides its columns. */
public enum StatementTable {
  /** One row a statement. */
  STATEMENT(StatementRow.class),
  /** Its lines. */
  STATEMENT_LINE(StatementLineRow.class),
  /** Both sides of what it books. */
  LEDGER_ENTRY(LedgerEntryRow.class);

  private final Class<? extends SpecificRecord> rowClass;

  // A plan made of a schema: immutable in fact, though not by its type.
  @SuppressWarnings("ImmutableEnumChecker")
  private final RecordCodec<SpecificRecord> codec;

  StatementTable(Class<? extends SpecificRecord> rowClass) {
    this.rowClass = rowClass;
    this.codec = RecordCodec.of(SpecificData.get().getSchema(rowClass));
  }

  /**
   * The table of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static StatementTable named(String tableName) {
    return valueOf(tableName.toUpperCase(Locale.ROOT));
  }

  /** The rows of a statement. */
  public List<SpecificRecord> rows(Statement statement) {
    return switch (this) {
      case STATEMENT -> List.of(StatementRows.head(statement));
      case STATEMENT_LINE -> List.copyOf(StatementRows.lines(statement));
      case LEDGER_ENTRY -> List.copyOf(StatementRows.entries(statement));
    };
  }

  /** Name of the table and of its folder, for instance statement_line. */
  public String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The generated class of its rows. */
  public Class<? extends SpecificRecord> rowClass() {
    return rowClass;
  }

  /** Its columns, with what they mean. */
  public Schema schema() {
    return SpecificData.get().getSchema(rowClass);
  }

  /** Reads and writes its rows; for all threads. */
  public RecordCodec<SpecificRecord> codec() {
    return codec;
  }
}
