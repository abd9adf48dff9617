package io.cardbeam.pipeline.books;

import io.cardbeam.table.BooksAuthorization;
import io.cardbeam.table.BooksCardUpdate;
import io.cardbeam.table.BooksFinding;
import io.cardbeam.table.BooksItem;
import io.cardbeam.table.BooksLedgerTransfer;
import io.cardbeam.table.BooksReason;
import io.cardbeam.table.BooksTransaction;
import io.cardbeam.wire.RecordCodec;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * What the database must hold of a card's events, as flat rows: each names what it refers to by its
 * natural key, where the database has a number of its own.
 */
public enum BooksTable {
  AUTHORIZATION(BooksAuthorization.class),
  REASON(BooksReason.class),
  TRANSACTION(BooksTransaction.class),
  ITEM(BooksItem.class),
  CARD_UPDATE(BooksCardUpdate.class),
  FINDING(BooksFinding.class),
  LEDGER_TRANSFER(BooksLedgerTransfer.class);

  private final Class<? extends SpecificRecord> rowClass;

  // A plan made of a schema: immutable in fact, though not by its type.
  @SuppressWarnings("ImmutableEnumChecker")
  private final RecordCodec<SpecificRecord> codec;

  BooksTable(Class<? extends SpecificRecord> rowClass) {
    this.rowClass = rowClass;
    this.codec = RecordCodec.of(SpecificData.get().getSchema(rowClass));
  }

  /**
   * The table of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static BooksTable named(String tableName) {
    return valueOf(tableName.toUpperCase(Locale.ROOT));
  }

  /** Name of the table and of its folder, for instance card_update. */
  public String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its columns, with what they mean. */
  public Schema schema() {
    return SpecificData.get().getSchema(rowClass);
  }

  Class<? extends SpecificRecord> rowClass() {
    return rowClass;
  }

  RecordCodec<SpecificRecord> codec() {
    return codec;
  }
}
