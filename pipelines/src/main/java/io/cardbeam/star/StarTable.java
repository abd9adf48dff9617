package io.cardbeam.star;

import io.cardbeam.table.ControlTotal;
import io.cardbeam.table.DimAddress;
import io.cardbeam.table.DimCard;
import io.cardbeam.table.DimCategory;
import io.cardbeam.table.DimCustomer;
import io.cardbeam.table.DimDate;
import io.cardbeam.table.DimMerchant;
import io.cardbeam.table.DimOutcome;
import io.cardbeam.table.DimTimeOfDay;
import io.cardbeam.table.FactAuthorization;
import io.cardbeam.table.FactLedgerTransfer;
import io.cardbeam.table.FactTransaction;
import io.cardbeam.wire.RecordCodec;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The tables of the star, each with the schema that decides its columns. */
public enum StarTable {
  FACT_TRANSACTION(FactTransaction.class),
  FACT_AUTHORIZATION(FactAuthorization.class),
  FACT_LEDGER_TRANSFER(FactLedgerTransfer.class),
  DIM_CUSTOMER(DimCustomer.class),
  DIM_ADDRESS(DimAddress.class),
  DIM_CARD(DimCard.class),
  DIM_MERCHANT(DimMerchant.class),
  DIM_CATEGORY(DimCategory.class),
  DIM_DATE(DimDate.class),
  DIM_TIME_OF_DAY(DimTimeOfDay.class),
  DIM_OUTCOME(DimOutcome.class),
  CONTROL_TOTAL(ControlTotal.class);

  private final Class<? extends SpecificRecord> rowClass;

  // A plan made of a schema: immutable in fact, though not by its type.
  @SuppressWarnings("ImmutableEnumChecker")
  private final RecordCodec<SpecificRecord> codec;

  StarTable(Class<? extends SpecificRecord> rowClass) {
    this.rowClass = rowClass;
    this.codec = RecordCodec.of(SpecificData.get().getSchema(rowClass));
  }

  /**
   * The table of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static StarTable named(String tableName) {
    return valueOf(tableName.toUpperCase(Locale.ROOT));
  }

  /** Name of the table and of its folder, for instance fact_transaction. */
  public String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The generated class of its rows. */
  public Class<? extends SpecificRecord> rowClass() {
    return rowClass;
  }

  /** Reads and writes its rows; for all threads. */
  public RecordCodec<SpecificRecord> codec() {
    return codec;
  }

  /** Its columns, with what they mean. */
  public Schema schema() {
    return SpecificData.get().getSchema(rowClass);
  }

  /** Name of its surrogate key, which is its first column; a control total has none. */
  public String keyColumn() {
    return schema().getFields().get(0).name();
  }

  /** Place of a fact's column {@code date_key}, which tells its partition. */
  public int dateKeyColumn() {
    return schema().getField("date_key").pos();
  }

  /** Place of a fact's column {@code event_time}, by which its files are sorted. */
  public int eventTimeColumn() {
    return schema().getField("event_time").pos();
  }

  /** Whether it is a fact. */
  public boolean isFact() {
    return switch (this) {
      case FACT_TRANSACTION, FACT_AUTHORIZATION, FACT_LEDGER_TRANSFER -> true;
      default -> false;
    };
  }

  /** Whether it is partitioned by month: the facts are, and what they must add up to. */
  public boolean isMonthly() {
    return !isDimension();
  }

  /** Whether it is a dimension, which has a row 0 for the unknown member. */
  public boolean isDimension() {
    return !isFact() && this != CONTROL_TOTAL;
  }
}
