package io.cardbeam.query.reconcile;

import io.cardbeam.pipeline.statement.DocumentDifference;
import io.cardbeam.pipeline.statement.WriteStatements;
import io.cardbeam.pipeline.table.MonthFolders;
import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.query.StatementBooks;
import io.cardbeam.query.check.DataTests;
import io.cardbeam.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares the documents of statements with those that are rebuilt, byte by byte, and with the
 * digests that were taken when they were issued. Of a document that differs the fields are shown.
 */
final class DocumentFiles {
  private static final String JSON = ".json";

  private final Path expected;
  private final Path found;
  private final Map<String, Recorded> digests;
  private final List<String> examples = new ArrayList<>();
  private long documents;
  private long differ;

  /** What statement_document has of a file. */
  private record Recorded(String sha256, String sizeBytes) {}

  private DocumentFiles(Path expected, Path found, Map<String, Recorded> digests) {
    this.expected = expected;
    this.found = found;
    this.digests = digests;
  }

  static List<ComparedTable> compared(StatementBooks books, Path found, StarDatabase database)
      throws IOException {
    List<ComparedTable> results = new ArrayList<>();
    Map<String, Recorded> digests = new HashMap<>();
    RowComparison pdfs = TableComparisons.ofPdfs();
    try {
      results.add(pdfs.in(database));
      database.query(
          "SELECT strftime(period_end, '%Y-%m'), file_name, sha256, size_bytes FROM"
              + " found_statement_document",
          List.of(),
          row ->
              digests.put(
                  Path.of(
                          MonthFolders.nameOf(String.valueOf(row.get(0))),
                          String.valueOf(row.get(1)))
                      .toString(),
                  new Recorded(String.valueOf(row.get(2)), String.valueOf(row.get(3)))));
    } catch (QueryException e) {
      results.add(ComparedTable.unreadable(pdfs.table(), e));
    }
    SortedSet<YearMonth> months = new TreeSet<>();
    for (Path folder : List.of(books.expected(), found)) {
      months.addAll(MonthFolders.in(folder.resolve(WriteStatements.DOCUMENTS)));
    }
    months.removeIf(month -> !books.months().holds(month));
    DocumentFiles files = new DocumentFiles(books.expected(), found, digests);
    for (YearMonth month : months) {
      files.compare(month);
    }
    files.recordedAndGone();
    results.add(new ComparedTable("documents", files.documents, files.differ, files.examples));
    return results;
  }

  private void compare(YearMonth month) throws IOException {
    Path must = expected.resolve(WriteStatements.documentsOf(month));
    Path is = found.resolve(WriteStatements.documentsOf(month));
    SortedSet<String> names = new TreeSet<>(names(must));
    names.addAll(names(is));
    for (String name : names) {
      documents++;
      String of = Path.of(MonthFolders.nameOf(month.toString()), name).toString();
      String difference = difference(must.resolve(name), is.resolve(name), digests.remove(of));
      if (!difference.isEmpty()) {
        differs(of + " " + difference);
      }
    }
  }

  private void differs(String words) {
    differ++;
    if (examples.size() < DataTests.EXAMPLES) {
      examples.add(words);
    }
  }

  /** What is left of the digests. */
  private void recordedAndGone() {
    new TreeSet<>(digests.keySet())
        .forEach(file -> differs(file + " is missing: statement_document has its digest"));
  }

  private static String difference(Path must, Path is, @Nullable Recorded recorded)
      throws IOException {
    boolean isJson = is.toString().endsWith(JSON);
    if (!Files.exists(is)) {
      return "is missing";
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(is);
    } catch (IOException e) {
      return "can't be read: " + e.getMessage();
    }
    if (isJson && !Files.exists(must)) {
      return DocumentDifference.unexpected(bytes);
    }
    String difference = isJson ? DocumentDifference.of(Files.readAllBytes(must), bytes) : "";
    if (!difference.isEmpty()) {
      return difference;
    }
    if (recorded == null) {
      return "is in no row of statement_document, so it was not issued";
    }
    Recorded its = new Recorded(Sha256.hex(bytes), Integer.toString(bytes.length));
    return its.equals(recorded)
        ? ""
        : "is not the file that was issued: statement_document has sha256 %s and size_bytes %s, the file %s and %s"
            .formatted(recorded.sha256(), recorded.sizeBytes(), its.sha256(), its.sizeBytes());
  }

  /** But for the sums that Hadoop's file system keeps beside files. */
  private static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .toList();
    }
  }
}
