package io.cardbeam.command;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.query.cube.Cube;
import io.cardbeam.query.cube.CubeAnswer;
import io.cardbeam.query.cube.CubeFact;
import io.cardbeam.query.cube.CubeQuery;
import io.cardbeam.query.cube.CubeTable;
import io.cardbeam.query.cube.Dimensions;
import io.cardbeam.query.cube.Measure;
import io.cardbeam.query.render.ArrowRows;
import io.cardbeam.query.render.CsvRows;
import io.cardbeam.query.render.JsonRows;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cube}. */
@Command(
    name = "cube",
    description = {
      "Cuts a star into a cube: dimensions down the side and across the top, measures in the cells,"
          + " with subtotals. For instance --rows state,category --columns quarter --measures"
          + " count,amount,fraud_rate --where \"year = 2020\".",
      "--list tells all dimensions and measures."
    })
public final class CubeCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final WarehouseOption warehouse = new WarehouseOption();

  @Option(
      names = "--fact",
      paramLabel = "authorization|transaction|both",
      defaultValue = "authorization",
      description = {
        "What is counted: requests with their answers, what was cleared, or both beside each other."
            + " Default: ${DEFAULT-VALUE}.",
        "Of both a measure that both have is asked for as authorization.count or transaction.count."
      })
  private Counted fact = Counted.authorization;

  @Option(
      names = "--rows",
      paramLabel = "DIMENSION[,…]",
      split = ",",
      description = "Down the side, coarsest first.")
  private List<String> rows = List.of();

  @Option(
      names = "--columns",
      paramLabel = "DIMENSION[,…]",
      split = ",",
      description = "Across the top.")
  private List<String> columns = List.of();

  @Option(
      names = "--measures",
      paramLabel = "MEASURE[,…]",
      split = ",",
      defaultValue = "count,amount",
      description = "What the cells tell. Default: ${DEFAULT-VALUE}.")
  private List<String> measures = List.of("count", "amount");

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description =
          "Count only what is so, for instance \"state in (CA, NY) and date between 2020-03-01 and"
              + " 2020-03-31\". May be given several times; all must hold.")
  private List<String> where = List.of();

  @Option(
      names = "--drill",
      paramLabel = "DIMENSION=MEMBER",
      description =
          "Of one member, the next finer dimension in its place: year > quarter > month > date >"
              + " hour, country > state > city > postal_code, category > merchant.")
  private Map<String, String> drill = Map.of();

  @Option(
      names = "--roll-up",
      paramLabel = "DIMENSION",
      description = "The next coarser dimension in the place of one.")
  private List<String> rollUp = List.of();

  @Option(names = "--pivot", description = "Rows across the top, columns down the side.")
  private boolean pivot;

  @Option(
      names = "--totals",
      negatable = true,
      description =
          "Subtotals and totals. Default: for a table yes, for the others, which get a line for each"
              + " cell, no.")
  private @Nullable Boolean totals;

  @Option(
      names = "--format",
      paramLabel = "table|csv|json|arrow",
      defaultValue = "table",
      description =
          "Layout; arrow is Arrow's IPC stream and needs --output. Default: ${DEFAULT-VALUE}.")
  private CubeFormat format = CubeFormat.table;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write it there. Default: to standard output.")
  private @Nullable Path output;

  @Option(names = "--list", description = "Tell all dimensions and measures, and end.")
  private boolean list;

  /** What {@code --fact} names. */
  private enum Counted {
    authorization(EnumSet.of(CubeFact.authorization)),
    transaction(EnumSet.of(CubeFact.transaction)),
    both(EnumSet.allOf(CubeFact.class));

    @SuppressWarnings("ImmutableEnumChecker") // Never changed.
    private final Set<CubeFact> facts;

    Counted(Set<CubeFact> facts) {
      this.facts = Set.copyOf(facts);
    }

    Set<CubeFact> facts() {
      return facts;
    }
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      tellAll(out);
      return 0;
    }
    if (format == CubeFormat.arrow && output == null) {
      throw new ParameterException(spec.commandLine(), "--format arrow needs --output FILE");
    }
    try (StarDatabase star = StarDatabase.open(warehouse.star())) {
      CubeAnswer answer = new Cube(star).ask(query());
      if (output == null) {
        write(answer, out);
      } else if (format == CubeFormat.arrow) {
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(output));
            ArrowRows rows = new ArrowRows(file)) {
          answer.to(rows);
        }
      } else {
        try (Writer file = Files.newBufferedWriter(output, StandardCharsets.UTF_8)) {
          write(answer, file);
        }
      }
      return 0;
    } catch (QueryException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    } finally {
      out.flush();
    }
  }

  private void write(CubeAnswer answer, Writer out) throws IOException {
    switch (format) {
      case csv -> answer.to(new CsvRows(out));
      case json -> answer.to(new JsonRows(out));
      default -> new CubeTable(answer).print(out);
    }
  }

  private CubeQuery query() throws QueryException {
    boolean withTotals = totals == null ? format == CubeFormat.table : totals;
    CubeQuery query = CubeQuery.of(fact.facts(), rows, columns, measures, where, withTotals);
    for (Map.Entry<String, String> member : drill.entrySet()) {
      query = query.drilledDown(member.getKey(), member.getValue());
    }
    for (String dimension : rollUp) {
      query = query.rolledUp(dimension);
    }
    return pivot ? query.pivoted() : query;
  }

  private static void tellAll(PrintWriter out) {
    out.println("dimensions");
    Dimensions.byName()
        .values()
        .forEach(
            one ->
                out.printf(
                    Locale.ROOT,
                    "  %-15s %s%s%s%n",
                    one.name(),
                    one.meaning(),
                    one.finer().map(finer -> "; drills down to " + finer).orElse(""),
                    one.facts().size() == 1 ? "; --fact " + one.facts().iterator().next() : ""));
    out.println("measures");
    for (Measure one : Measure.values()) {
      out.printf(
          Locale.ROOT,
          "  %-15s %s%s%n",
          one.name(),
          one.meaning(),
          one.facts().size() == 1 ? "; --fact " + one.facts().iterator().next() : "");
    }
  }
}
