package io.cardbeam.command;

import io.cardbeam.query.ddl.Dialect;
import io.cardbeam.query.ddl.EntityDiagram;
import io.cardbeam.query.ddl.StarDdl;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ddl}. */
@Command(
    name = "ddl",
    description = {
      "Writes the statements that make a star known to another engine, from the schemas of its"
          + " tables; deploy/warehouse holds them for each engine.",
      "Or, with --diagram, the star as an entity diagram in Mermaid's words."
    })
public final class DdlCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Option(
      names = "--dialect",
      paramLabel = "ENGINE",
      description =
          "athena, redshift_spectrum (over athena's catalog), redshift_copy, bigquery, spark or"
              + " trino.")
  private @Nullable Dialect dialect;

  @Option(
      names = "--location",
      paramLabel = "PLACE",
      description = "Folder of the star, for instance s3://bucket/star/current. Default: a mark.")
  private @Nullable String location;

  @Option(
      names = "--database",
      paramLabel = "NAME",
      description = "BigQuery's dataset, or Glue's database for Redshift. Default: a mark.")
  private @Nullable String database;

  @Option(
      names = "--role",
      paramLabel = "ARN",
      description = "By which Redshift reads the files. Default: a mark.")
  private @Nullable String role;

  @Option(names = "--diagram", description = "The entity diagram.")
  private boolean diagram;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (diagram) {
      out.print(EntityDiagram.mermaid());
    } else if (dialect == null) {
      throw new ParameterException(spec.commandLine(), "name an engine: --dialect athena");
    } else {
      out.print(
          StarDdl.of(dialect)
              .replace(StarDdl.LOCATION, given("--location", location, StarDdl.LOCATION))
              .replace(StarDdl.DATABASE, given("--database", database, StarDdl.DATABASE))
              .replace(StarDdl.ROLE, given("--role", role, StarDdl.ROLE)));
    }
    out.flush();
    return 0;
  }

  /** They go into statements that somebody runs: no quotes, and no end of a line. */
  private String given(String option, @Nullable String value, String mark) {
    String text = Optional.ofNullable(value).orElse(mark);
    if (text.chars().anyMatch(c -> c == '\'' || c == '`' || c == '\\' || c < ' ' || c == ';')) {
      throw new ParameterException(
          spec.commandLine(), option + " holds a quote or another character that can't be");
    }
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
