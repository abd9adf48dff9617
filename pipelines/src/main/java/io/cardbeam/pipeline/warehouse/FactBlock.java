package io.cardbeam.pipeline.warehouse;

import io.cardbeam.pipeline.table.MonthFolders;
import io.cardbeam.pipeline.table.RowBytes;
import io.cardbeam.star.StarTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/**
 * Rows of a fact that go the same way: one card's of one month, or a part of them, as bytes. On
 * Flink in batch mode what follows a step is handed all of its outputs; of a block it looks at the
 * label alone.
 *
 * @param fact the table
 * @param yearMonth for instance 2020-03
 * @param rows their Avro bodies, one after the other
 */
@SuppressWarnings("ArrayRecordComponent") // It is bytes on their way, never compared.
record FactBlock(StarTable fact, String yearMonth, byte[] rows) {
  /** Rows as blocks; they are encoded here. */
  static void encode(
      StarTable fact,
      String yearMonth,
      List<? extends SpecificRecord> rows,
      Consumer<FactBlock> to) {
    RowBytes.encode(fact.codec(), rows, block -> to.accept(new FactBlock(fact, yearMonth, block)));
  }

  /** Folder of the rows below the star's, for instance fact_transaction/month=2020-03. */
  String partition() {
    return partition(fact.tableName(), yearMonth);
  }

  /** Folder of a month of a fact. */
  static String partition(String fact, String yearMonth) {
    return fact + "/" + MonthFolders.nameOf(yearMonth);
  }

  /** The rows, decoded. */
  List<SpecificRecord> decoded() {
    return RowBytes.decoded(fact.codec(), rows);
  }

  /** Blocks between steps. */
  static final class BlockCoder extends AtomicCoder<FactBlock> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(FactBlock block, OutputStream out) throws IOException {
      StringUtf8Coder.of().encode(block.fact().name(), out);
      StringUtf8Coder.of().encode(block.yearMonth(), out);
      ByteArrayCoder.of().encode(block.rows(), out);
    }

    @Override
    public FactBlock decode(InputStream in) throws IOException {
      return new FactBlock(
          StarTable.valueOf(StringUtf8Coder.of().decode(in)),
          StringUtf8Coder.of().decode(in),
          ByteArrayCoder.of().decode(in));
    }

    @Override
    public void verifyDeterministic() {
      // Texts and bytes are.
    }
  }
}
