package io.cardbeam.flink.golden;

import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementTable;
import io.cardbeam.command.RunnerOption;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.Reason;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.BoundedBooks;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.pipeline.statement.MakeStatements;
import io.cardbeam.pipeline.table.TableCoder;
import io.cardbeam.pipeline.table.WriteExceptions;
import io.cardbeam.pipeline.warehouse.BuildStar;
import io.cardbeam.pipeline.warehouse.Star;
import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.star.MonthRange;
import io.cardbeam.star.StarTable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * A lake through the bounded pipeline, once, on a Flink of this process: the rows of all that the
 * commands make of it.
 *
 * @param pipeline that makes them
 * @param tables the rows by table; decisions and dead letters are two of them
 */
record BooksOfLake(Pipeline pipeline, Map<String, PCollection<? extends SpecificRecord>> tables) {
  static final String DECISION = "decision";
  static final String REASON = "decision_reason";
  static final String DEAD_LETTER = "dead_letter";

  /**
   * Assembles it.
   *
   * @param lake of the events
   * @param deciding what is decided by
   * @param months of the statements
   */
  static BooksOfLake of(Path lake, Deciding deciding, MonthRange months) {
    Pipeline pipeline =
        Pipeline.create(
            PipelineOptionsFactory.fromArgs(
                    RunnerOption.Runner.flink
                        .arguments(
                            Runtime.getRuntime().availableProcessors(), RunnerOption.IN_PROCESS)
                        .toArray(String[]::new))
                .create());
    BoundedBooks books =
        BoundedBooks.read(
            pipeline, ReadCards.ofLake(lake.toString(), ReadCards.Decisions.KEEP), deciding);
    Map<String, PCollection<? extends SpecificRecord>> tables = new TreeMap<>();
    PCollection<AuthorizationDecision> decisions = decisions(books);
    tables.put(DECISION, decisions);
    tables.put(
        REASON,
        decisions
            .apply(
                "Reasons",
                FlatMapElements.into(TypeDescriptor.of(Reason.class))
                    .via(AuthorizationDecision::getReasons))
            .setCoder(AvroRecordCoder.of(Reason.class)));
    Star star = books.cards().apply("BuildStar", new BuildStar());
    for (StarTable table : StarTable.values()) {
      tables.put(table.tableName(), star.rows(table));
    }
    PCollection<Statement> statements =
        books.cards().apply("MakeStatements", MakeStatements.of(months));
    for (StatementTable table : StatementTable.values()) {
      tables.put(
          table.tableName(),
          statements
              .apply(
                  table.tableName(),
                  FlatMapElements.into(TypeDescriptor.of(SpecificRecord.class)).via(table::rows))
              .setCoder(TableCoder.of(table.rowClass())));
    }
    tables.put(WriteExceptions.TABLE, books.exceptions());
    tables.put(DEAD_LETTER, books.deadLetters());
    return new BooksOfLake(pipeline, tables);
  }

  private static PCollection<AuthorizationDecision> decisions(BoundedBooks books) {
    return books
        .cards()
        .apply(
            "Decisions",
            FlatMapElements.into(TypeDescriptor.of(AuthorizationDecision.class))
                .via(card -> card.answers().stream().map(AnsweredRequest::decision).toList()))
        .setCoder(AvroRecordCoder.of(AuthorizationDecision.class));
  }

  /** Gives a table's rows to somebody as well. */
  void give(String table, PTransform<? super PCollection<SpecificRecord>, PDone> to) {
    @SuppressWarnings("unchecked") // Rows are read, never written.
    PCollection<SpecificRecord> rows =
        (PCollection<SpecificRecord>) Objects.requireNonNull(tables.get(table));
    rows.apply(to.getName() + "_" + table, to);
  }

  /** Runs it to its end. */
  void run() {
    pipeline.run().waitUntilFinish();
  }
}
