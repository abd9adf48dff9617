package io.cardbeam.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.billing.Issue;
import io.cardbeam.billing.StatementLine;
import io.cardbeam.money.MinorUnits;
import io.cardbeam.pipeline.statement.IssuedDocument;
import io.cardbeam.pipeline.statement.StatementFile;
import io.cardbeam.pipeline.statement.WriteStatements;
import io.cardbeam.pipeline.table.MonthFolders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The corrections that a run made, the first of them by month and name. */
final class StatementCorrections {
  /** Corrections shown at most; the documents have all. */
  private static final int SHOWN = 20;

  private static final int LINES_SHOWN = 10;

  private final List<Correction> first = new ArrayList<>();

  private record Correction(String document, IssuedDocument issued) {}

  private StatementCorrections() {}

  /**
   * Those among the documents of a folder.
   *
   * @throws IOException if one can't be read
   */
  static StatementCorrections in(Path folder) throws IOException {
    StatementCorrections corrections = new StatementCorrections();
    for (YearMonth month : MonthFolders.in(folder.resolve(WriteStatements.DOCUMENTS))) {
      Path ofMonth = folder.resolve(WriteStatements.documentsOf(month));
      List<Path> corrected;
      try (Stream<Path> files = Files.list(ofMonth)) {
        corrected = files.filter(StatementCorrections::isCorrection).sorted().toList();
      }
      for (Path file : corrected) {
        if (corrections.first.size() < SHOWN) {
          corrections.first.add(
              new Correction(
                  folder.relativize(file).toString(), IssuedDocument.of(Files.readAllBytes(file))));
        }
      }
    }
    return corrections;
  }

  private static boolean isCorrection(Path file) {
    return StatementFile.JSON
        .issueNamed(file.getFileName().toString())
        .filter(issue -> issue.number() > 1)
        .isPresent();
  }

  /** For people: each with its lines. */
  void print(PrintWriter out, long all) {
    for (Correction correction : first) {
      String currency = correction.issued().currency();
      Issue issue = correction.issued().issue();
      out.printf(
          "%s: issue %d, closing balance %s %s%n",
          correction.document(),
          issue.number(),
          signed(issue.differenceMinor(), currency),
          currency);
      print(out, "+", issue.added(), currency);
      print(out, "-", issue.removed(), currency);
    }
    if (all > first.size()) {
      out.printf("and %,d corrections more%n", all - first.size());
    }
    if (all > 0) {
      out.println();
    }
  }

  private static void print(
      PrintWriter out, String sign, List<StatementLine> lines, String currency) {
    for (StatementLine line : lines.subList(0, Math.min(LINES_SHOWN, lines.size()))) {
      out.printf(
          "  %s %s %s %s %s %s%n",
          sign,
          line.postingDate(),
          line.type(),
          line.transactionId(),
          MinorUnits.decimal(line.amountMinor(), currency),
          line.description());
    }
    if (lines.size() > LINES_SHOWN) {
      out.printf("  %s %,d lines more%n", sign, lines.size() - LINES_SHOWN);
    }
  }

  private static String signed(long minor, String currency) {
    return (minor > 0 ? "+" : "") + MinorUnits.decimal(minor, currency);
  }

  /** For machines: the documents' own words. */
  List<JsonNode> json() {
    List<JsonNode> nodes = new ArrayList<>();
    for (Correction correction : first) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("document", correction.document());
      node.setAll((ObjectNode) correction.issued().correction());
      nodes.add(node);
    }
    return nodes;
  }
}
