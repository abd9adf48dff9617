package io.cardbeam.pipeline.books;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementTable;
import io.cardbeam.pipeline.books.BooksCall.Kind;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Stores statements in PostgreSQL, each with its lines and ledger entries or not at all. One that
 * is stored and comes again changes nothing; one that is other than what is stored under the same
 * issue fails the run, as a statement never changes.
 */
public final class StoreStatements extends PTransform<PCollection<Statement>, PDone> {
  private static final long serialVersionUID = 1L;

  private final BooksConnection connection;

  private StoreStatements(BooksConnection connection) {
    this.connection = connection;
  }

  /** Stores in this database, whose schema {@link BooksMigration} has made. */
  public static StoreStatements in(BooksConnection connection) {
    return new StoreStatements(connection);
  }

  @Override
  public PDone expand(PCollection<Statement> statements) {
    statements
        .apply("Calls", MapElements.into(TypeDescriptor.of(BooksCall.class)).via(it -> call(it)))
        .setCoder(new BooksCall.CallCoder())
        .apply("Store", ParDo.of(new StoreFn(connection)));
    return PDone.in(statements.getPipeline());
  }

  static BooksCall call(Statement statement) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.set("statement", row(StatementTable.STATEMENT.rows(statement).get(0)));
    rows(statement, StatementTable.STATEMENT_LINE, document.putArray("lines"));
    rows(statement, StatementTable.LEDGER_ENTRY, document.putArray("entries"));
    return new BooksCall(Kind.STATEMENT, document.toString());
  }

  private static void rows(Statement statement, StatementTable table, ArrayNode array) {
    for (SpecificRecord row : table.rows(statement)) {
      array.add(row(row));
    }
  }

  /** A row by the names of its columns, which the database's parts have, too. */
  private static ObjectNode row(SpecificRecord row) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (Schema.Field column : row.getSchema().getFields()) {
      Object value = row.get(column.pos());
      if (value instanceof Long number) {
        node.put(column.name(), number);
      } else if (value instanceof Integer number) {
        node.put(column.name(), number);
      } else if (value instanceof Boolean flag) {
        node.put(column.name(), flag);
      } else {
        // Texts, days and times, which PostgreSQL reads as they print.
        node.put(column.name(), String.valueOf(value));
      }
    }
    return node;
  }
}
