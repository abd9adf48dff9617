package io.cardbeam.pipeline.books;

import io.cardbeam.pipeline.card.EventBlocks;
import io.cardbeam.pipeline.card.PackEvents;
import io.cardbeam.pipeline.read.ReadLake;
import io.cardbeam.pipeline.read.SourceTags;
import io.cardbeam.pipeline.table.TableCoder;
import io.cardbeam.pipeline.table.WriteRowBytes;
import io.cardbeam.pipeline.table.WriteTable;
import io.cardbeam.table.BooksLedgerTransfer;
import io.cardbeam.table.UnreadTransfer;
import io.cardbeam.wire.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Writes the ledger that lies in a lake as Parquet, each record as often as it is there: the
 * transfers as {@link BooksTable#LEDGER_TRANSFER}, a file a month of event time (UTC), and what is
 * none, or can't be read, as the table {@value #UNREAD}. No table is written of what a lake does
 * not have.
 */
public final class WriteLakeLedger extends PTransform<PBegin, PDone> {
  private static final long serialVersionUID = 1L;

  /** Name of the table of what can't be read, and of its folder. */
  public static final String UNREAD = "unread_transfer";

  private final String lake;
  private final String folder;

  /**
   * @param lake root of the lake, on any of Beam's file systems
   * @param folder that the tables' folders are put in
   */
  public WriteLakeLedger(String lake, String folder) {
    this.lake = lake;
    this.folder = folder;
  }

  @Override
  public PDone expand(PBegin begin) {
    PCollectionTuple read =
        begin.apply("ReadLedger", new ReadLake(lake, Set.of(EventType.LEDGER_TRANSFER)));
    read.get(SourceTags.EVENTS)
        .apply("PackTransfers", new PackEvents())
        .apply("TransfersByFile", ParDo.of(new RowsByFileFn()))
        .apply("WriteTransfers", WriteRowBytes.to(folder, WriteBooksRows::layoutOf));
    read.get(SourceTags.DEAD_LETTERS)
        .apply(
            "Unread",
            MapElements.into(TypeDescriptor.of(SpecificRecord.class))
                .via(
                    letter ->
                        new UnreadTransfer(
                            letter.getSource(),
                            letter.getPosition(),
                            letter.getCode(),
                            letter.getReason())))
        .setCoder(TableCoder.of(UnreadTransfer.class))
        .apply("WriteUnread", WriteTable.to(folder + "/" + UNREAD, UnreadTransfer.class));
    return PDone.in(begin.getPipeline());
  }

  private static final class RowsByFileFn extends DoFn<KV<String, byte[]>, KV<String, byte[]>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element KV<String, byte[]> block, OutputReceiver<KV<String, byte[]>> rowsOfFile) {
      List<BooksLedgerTransfer> rows = new ArrayList<>();
      EventBlocks.read(block.getValue(), event -> rows.add(TransferRows.of(event)));
      WriteBooksRows.byFile(BooksTable.LEDGER_TRANSFER, rows, rowsOfFile);
    }
  }
}
