package io.cardbeam.pipeline.statement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.cardbeam.pipeline.UnmatchedBooks;
import io.cardbeam.pipeline.card.CardBooksCoder;
import io.cardbeam.pipeline.table.ParquetFolder;
import io.cardbeam.star.MonthRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents and tables of statements of transactions that match no other. */
class UnmatchedDocumentsTest {
  private static final UnmatchedBooks BOOKS = UnmatchedBooks.of(23_120, 6, 25);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void areMadeFitTheSchemaAndTellTheirStatement() throws Exception {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(BOOKS.cards()).withCoder(CardBooksCoder.of()))
        .apply(MakeStatements.of(new MonthRange(YearMonth.of(2020, 1), YearMonth.of(2020, 6))))
        .apply(WriteStatements.to(folder.toString(), 1));
    pipeline.run().waitUntilFinish();

    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(JSON.readTree(Path.of("../schemas/json/statement.schema.json").toFile()));
    List<Path> documents;
    try (Stream<Path> files = Files.walk(folder.resolve(WriteStatements.DOCUMENTS))) {
      documents = files.filter(file -> file.toString().endsWith(".json")).toList();
    }
    assertThat(documents).hasSizeGreaterThan(30);
    long closing = 0;
    for (Path file : documents) {
      byte[] bytes = Files.readAllBytes(file);
      JsonNode document = JSON.readTree(bytes);
      assertThat(schema.validate(document)).as(file.toString()).isEmpty();
      assertThat(StatementJson.bytes(IssuedDocument.of(bytes).statement())).isEqualTo(bytes);
      closing += document.at("/closing_balance/minor").asLong();
    }
    try (ParquetFolder tables = ParquetFolder.open(folder, List.of("statement", "ledger_entry"))) {
      assertThat(tables.number("SELECT sum(closing_balance_minor) FROM statement"))
          .isEqualTo(closing);
      assertThat(tables.number("SELECT sum(amount_minor) FROM ledger_entry")).isZero();
    }
  }
}
