package io.cardbeam.pipeline.books;

import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.pipeline.table.MonthFolders;
import io.cardbeam.pipeline.table.RowBytes;
import io.cardbeam.pipeline.table.TableFile;
import io.cardbeam.pipeline.table.WriteRowBytes;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes what the database must hold of cards as Parquet, a file for each table of {@link
 * BooksTable} and month of event time (UTC), to be compared with what it does hold. Bounded input
 * in the global window.
 */
public final class WriteBooksRows extends PTransform<PCollection<CardBooks>, PDone> {
  private static final long serialVersionUID = 1L;

  private static final String EVENT_TIME = "event_time";

  private final String folder;

  private WriteBooksRows(String folder) {
    this.folder = folder;
  }

  /** Writes into this folder, which the tables' folders are put in. */
  public static WriteBooksRows to(String folder) {
    return new WriteBooksRows(folder);
  }

  @Override
  public PDone expand(PCollection<CardBooks> cards) {
    cards
        .apply("BooksRowsByFile", ParDo.of(new RowsByFileFn()))
        .apply("WriteBooksFiles", WriteRowBytes.to(folder, WriteBooksRows::layoutOf));
    return PDone.in(cards.getPipeline());
  }

  private static final class RowsByFileFn extends DoFn<CardBooks, KV<String, byte[]>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element CardBooks card, OutputReceiver<KV<String, byte[]>> rowsOfFile) {
      BooksRows.of(card)
          .forEach(
              (table, rows) -> {
                Schema.Field time = table.schema().getField(EVENT_TIME);
                Map<String, List<SpecificRecord>> byMonth = new TreeMap<>();
                for (SpecificRecord row : rows) {
                  byMonth
                      .computeIfAbsent(
                          monthOf((Instant) row.get(time.pos())), any -> new ArrayList<>())
                      .add(row);
                }
                byMonth.forEach(
                    (month, ofMonth) -> {
                      String file =
                          table.tableName()
                              + "/"
                              + MonthFolders.nameOf(month)
                              + "/"
                              + TableFile.name(0, 1);
                      RowBytes.encode(
                          table.codec(), ofMonth, block -> rowsOfFile.output(KV.of(file, block)));
                    });
              });
    }

    private static String monthOf(Instant time) {
      return YearMonth.from(time.atOffset(ZoneOffset.UTC)).toString();
    }
  }

  private static WriteRowBytes.Layout layoutOf(String tableName) {
    BooksTable table = BooksTable.named(tableName);
    return new WriteRowBytes.Layout(table.rowClass(), table.codec(), 0);
  }
}
