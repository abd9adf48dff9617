package io.cardbeam.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.query.ddl.Dialect;
import io.cardbeam.query.ddl.EntityDiagram;
import io.cardbeam.query.ddl.StarDdl;
import io.cardbeam.star.StarTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written from the schemas is what lies in the repository. */
class StarDdlTest {
  private static final Path ROOT = Path.of("..");

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void theScriptsAreThoseOfTheSchemas(Dialect dialect) throws IOException {
    String name = dialect.name();
    assertThat(ROOT.resolve("deploy/warehouse/" + name + ".sql"))
        .as("./cardbeam ddl --dialect %s > deploy/warehouse/%s.sql", name, name)
        .hasContent(StarDdl.of(dialect));
  }

  @ParameterizedTest
  @EnumSource(value = Dialect.class, mode = EnumSource.Mode.EXCLUDE, names = "redshift_spectrum")
  void everyColumnOfEveryTableIsThereWithAType(Dialect dialect) {
    String script = StarDdl.of(dialect);
    for (StarTable table : StarTable.values()) {
      String definition =
          script.substring(script.indexOf(table.tableName() + " (\n")).split("\n\\)", 2)[0];
      for (Schema.Field field : table.schema().getFields()) {
        assertThat(definition)
            .as(table.tableName())
            .containsPattern("[\"`]" + field.name() + "[\"`] [A-Z]");
      }
      assertThat(definition.lines().count() - 1)
          .isBetween(
              (long) table.schema().getFields().size(), table.schema().getFields().size() + 1L);
    }
  }

  @Test
  void theDiagramsAreThoseOfTheSchemas() throws IOException {
    assertThat(Files.readString(ROOT.resolve("docs/bounded.md")))
        .as("the relations of ./cardbeam ddl --diagram")
        .contains("```mermaid\n" + EntityDiagram.relations() + "```");
    assertThat(Files.readString(ROOT.resolve("docs/warehouse.md")))
        .as("./cardbeam ddl --diagram")
        .contains("```mermaid\n" + EntityDiagram.mermaid() + "```");
  }
}
