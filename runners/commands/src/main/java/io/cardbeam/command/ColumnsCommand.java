package io.cardbeam.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.csv.BadRowException;
import io.cardbeam.csv.Columns;
import io.cardbeam.csv.Field;
import io.cardbeam.csv.FileCheck;
import io.cardbeam.csv.FilePreview;
import io.cardbeam.csv.FileReading;
import io.cardbeam.csv.TimeLimit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code columns}: what is made of a file of transactions, before anything is done with it. */
@Command(
    name = "columns",
    description = {
      "Shows what is made of a file of transactions: its layout, separator, encoding and"
          + " compression, the column for each field, the first rows as understood, rows with a"
          + " time too late to be right, and what the file does not tell. Card numbers are masked.",
      "Exit code 1 if the file can't be read, or none of its rows can be taken."
    },
    footer = {
      "",
      "Example of a file for --columns:",
      "  time = Buchungstag",
      "  card = Karte",
      "  merchant = Empfänger",
      "  category = Kategorie",
      "  amount = Betrag",
      "  currency = \"EUR\"",
      "  date-format = dd.MM.yyyy HH:mm",
      "  decimal-sign = ,"
    })
public final class ColumnsCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "Transactions as CSV or Parquet, also compressed.")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private Path file;

  @Mixin private final ColumnsOption columns = new ColumnsOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ParameterException(spec.commandLine(), "no such file: " + file);
    }
    FileReading how = FileReading.WHOLE.withColumns(columns.columns());
    FilePreview preview = preview(how);
    Optional<String> nothing = nothing(how);
    PrintWriter out = spec.commandLine().getOut();
    if (json.isSet()) {
      out.println(new ObjectMapper().writeValueAsString(document(preview, nothing)));
    } else {
      print(preview, nothing, out);
    }
    out.flush();
    return nothing.isPresent() ? 1 : 0;
  }

  private FilePreview preview(FileReading how) throws IOException {
    try {
      return FilePreview.of(file, how.columns());
    } catch (BadRowException e) {
      throw new IOException(file + ": " + e.reason(), e);
    }
  }

  private Optional<String> nothing(FileReading how) throws IOException {
    try {
      return FileCheck.of(file, how);
    } catch (BadRowException e) {
      return Optional.of(e.reason());
    }
  }

  private static void print(FilePreview preview, Optional<String> nothing, PrintWriter out) {
    Columns columns = preview.columns();
    out.println("layout       " + columns.layout());
    out.println("format       " + preview.form().format());
    if (!preview.form().separator().isEmpty()) {
      out.println("separator    " + preview.form().separator());
      out.println("encoding     " + preview.form().encoding());
    }
    out.println("compression  " + preview.form().compression());
    out.println(
        "not read     "
            + columns.unread().stream()
                .map(name -> name.isEmpty() ? "''" : name)
                .collect(Collectors.joining(", ")));
    List<List<String>> table = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("field", "column"));
    preview.rows().forEach(row -> head.add("row " + row.number()));
    table.add(head);
    for (Field field : Field.values()) {
      if (columns.has(field)) {
        List<String> line = new ArrayList<>(List.of(field.key(), source(columns, field)));
        preview.rows().forEach(row -> line.add(row.values().getOrDefault(field, "-")));
        table.add(line);
      }
    }
    new FigureTable(table).print(out);
    for (FilePreview.Row row : preview.rows()) {
      row.refused().ifPresent(why -> out.println("row " + row.number() + ": " + why));
    }
    TimeLimit limit = preview.limit();
    if (limit.later() > 0) {
      out.printf(
          Locale.ROOT,
          "refused      %,d with a time from %s on (FROM_THE_FUTURE)%n",
          limit.later(),
          Instant.ofEpochMilli(limit.endMillis()));
    }
    if (!preview.consequences().isEmpty()) {
      List<List<String>> missing = new ArrayList<>();
      missing.add(List.of("not told", "what follows"));
      preview.consequences().forEach(it -> missing.add(List.of(it.missing(), it.follows())));
      new FigureTable(missing).print(out);
    }
    nothing.ifPresent(why -> out.println("\n" + why));
  }

  private static String source(Columns columns, Field field) {
    return columns.column(field).orElseGet(() -> '"' + columns.constant(field).orElse("") + '"');
  }

  private static ObjectNode document(FilePreview preview, Optional<String> nothing) {
    ObjectNode document = new ObjectMapper().createObjectNode();
    document
        .put("layout", preview.columns().layout())
        .put("format", preview.form().format())
        .put("separator", preview.form().separator())
        .put("encoding", preview.form().encoding())
        .put("compression", preview.form().compression());
    ObjectNode fields = document.putObject("columns");
    for (Field field : Field.values()) {
      preview.columns().column(field).ifPresent(name -> fields.put(field.key(), name));
    }
    ObjectNode constants = document.putObject("constants");
    for (Field field : Field.values()) {
      preview.columns().constant(field).ifPresent(text -> constants.put(field.key(), text));
    }
    ArrayNode unread = document.putArray("not_read");
    preview.columns().unread().forEach(unread::add);
    ArrayNode rows = document.putArray("rows");
    for (FilePreview.Row row : preview.rows()) {
      ObjectNode one = rows.addObject().put("row", row.number());
      row.values().forEach((field, value) -> one.put(field.key(), value));
      row.refused().ifPresent(why -> one.put("refused", why));
    }
    TimeLimit limit = preview.limit();
    if (limit.later() > 0) {
      document
          .putObject("from_the_future")
          .put("rows", limit.later())
          .put("from", Instant.ofEpochMilli(limit.endMillis()).toString());
    }
    ArrayNode missing = document.putArray("not_told");
    preview
        .consequences()
        .forEach(it -> missing.addObject().put("what", it.missing()).put("follows", it.follows()));
    nothing.ifPresent(why -> document.put("refused", why));
    return document;
  }
}
