package io.cardbeam.pipeline.books;

import io.cardbeam.account.Bookkeeper;
import io.cardbeam.account.ClearingTermsHistory;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.pipeline.table.MonthFolders;
import io.cardbeam.pipeline.table.RowBytes;
import io.cardbeam.pipeline.table.TableFile;
import io.cardbeam.pipeline.table.WriteRowBytes;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the database must hold of cards as Parquet, a file for each table of {@link
 * BooksTable} and month of event time (UTC), to be compared with what it does hold. Bounded input
 * in the global window.
 */
public final class WriteBooksRows extends PTransform<PCollection<CardBooks>, PDone> {
  private static final long serialVersionUID = 1L;

  private static final String EVENT_TIME = "event_time";

  private final String folder;
  private final ClearingTermsHistory terms;
  private final Set<BooksTable> tables;

  private WriteBooksRows(String folder, ClearingTermsHistory terms, Set<BooksTable> tables) {
    this.folder = folder;
    this.terms = terms;
    this.tables = Set.copyOf(tables);
  }

  /**
   * Writes all tables into this folder, which their folders are put in.
   *
   * @param terms by which the cards' transactions are booked
   */
  public static WriteBooksRows to(String folder, ClearingTermsHistory terms) {
    return new WriteBooksRows(folder, terms, EnumSet.allOf(BooksTable.class));
  }

  /** The same of the ledger alone. */
  public WriteBooksRows ofTheLedger() {
    return new WriteBooksRows(folder, terms, EnumSet.of(BooksTable.LEDGER_TRANSFER));
  }

  @Override
  public PDone expand(PCollection<CardBooks> cards) {
    cards
        .apply("BooksRowsByFile", ParDo.of(new RowsByFileFn(terms, tables)))
        .apply("WriteBooksFiles", WriteRowBytes.to(folder, WriteBooksRows::layoutOf));
    return PDone.in(cards.getPipeline());
  }

  static final class RowsByFileFn extends DoFn<CardBooks, KV<String, byte[]>> {
    private static final long serialVersionUID = 1L;

    private final ClearingTermsHistory terms;
    private final Set<BooksTable> tables;
    private transient @Nullable Bookkeeper bookkeeper;

    RowsByFileFn(ClearingTermsHistory terms, Set<BooksTable> tables) {
      this.terms = terms;
      this.tables = tables;
    }

    @Setup
    public void setUp() {
      bookkeeper = new Bookkeeper(terms);
    }

    @ProcessElement
    public void process(@Element CardBooks card, OutputReceiver<KV<String, byte[]>> rowsOfFile) {
      BooksRows.of(card, Objects.requireNonNull(bookkeeper, "not set up"))
          .forEach(
              (table, rows) -> {
                if (tables.contains(table)) {
                  byFile(table, rows, rowsOfFile);
                }
              });
    }
  }

  /** Hands rows on by the files of their months. */
  static void byFile(
      BooksTable table,
      List<? extends SpecificRecord> rows,
      DoFn.OutputReceiver<KV<String, byte[]>> rowsOfFile) {
    Schema.Field time = table.schema().getField(EVENT_TIME);
    Map<String, List<SpecificRecord>> byMonth = new TreeMap<>();
    for (SpecificRecord row : rows) {
      byMonth
          .computeIfAbsent(monthOf((Instant) row.get(time.pos())), any -> new ArrayList<>())
          .add(row);
    }
    byMonth.forEach(
        (month, ofMonth) -> {
          String file =
              table.tableName() + "/" + MonthFolders.nameOf(month) + "/" + TableFile.name(0, 1);
          RowBytes.encode(table.codec(), ofMonth, block -> rowsOfFile.output(KV.of(file, block)));
        });
  }

  private static String monthOf(Instant time) {
    return YearMonth.from(time.atOffset(ZoneOffset.UTC)).toString();
  }

  static WriteRowBytes.Layout layoutOf(String tableName) {
    BooksTable table = BooksTable.named(tableName);
    return new WriteRowBytes.Layout(table.rowClass(), table.codec(), 0);
  }
}
