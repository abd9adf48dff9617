package io.cardbeam.pipeline.table;

import io.cardbeam.event.TransactionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Writes the transactions that are on nobody's bill as the table transaction_exception. */
public final class WriteExceptions extends PTransform<PCollection<TransactionException>, PDone> {
  private static final long serialVersionUID = 1L;

  /** Name of the table and of its folder. */
  public static final String TABLE = "transaction_exception";

  private final String folder;

  private WriteExceptions(String folder) {
    this.folder = folder;
  }

  /** Writes into this folder, which the table's folder is put in. */
  public static WriteExceptions to(String folder) {
    return new WriteExceptions(folder);
  }

  @Override
  public PDone expand(PCollection<TransactionException> exceptions) {
    return exceptions
        .apply(
            "Rows",
            MapElements.into(TypeDescriptor.of(SpecificRecord.class)).via(exception -> exception))
        .setCoder(TableCoder.of(TransactionException.class))
        .apply("Write", WriteTable.to(folder + "/" + TABLE, TransactionException.class));
  }
}
