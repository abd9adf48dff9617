package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.local.DamagedParquet.Column;
import io.cardbeam.local.DamagedParquet.Place;
import io.cardbeam.query.StarFolder;
import io.cardbeam.query.StatementBooks;
import io.cardbeam.query.reconcile.ComparedTable;
import io.cardbeam.query.reconcile.Reconciliation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages every column of every table of statements and star, whole rows and files, and every kind
 * of document: none goes unseen, and each is told where it is.
 */
class ReconcileFilesTest {
  @TempDir private static Path folder;
  private static BooksToDamage damaged;
  private static StatementBooks books;

  @BeforeAll
  static void make() throws Exception {
    damaged = new BooksToDamage(folder, List.of());
    damaged.issue();
    damaged.buildStar();
    books =
        damaged.expected(
            Optional.of(damaged.statements().toRealPath()),
            Optional.of(StarFolder.of(damaged.star())),
            Optional.empty());
  }

  @Test
  void whatIsWholeIsFoundWhole() throws Exception {
    Reconciliation whole = BooksToDamage.reconcile(books);
    assertThat(whole.tables().stream().filter(table -> table.differ() > 0)).isEmpty();
    assertThat(whole.tests().stream().filter(test -> !test.holds())).isEmpty();
    assertThat(whole.tables()).allMatch(table -> table.rows() > 0);
    assertThat(String.join("\n", whole.notCompared()))
        .contains("PostgreSQL: no --books-url")
        .contains("the archive's ledger: it has none")
        .contains("superseded statements were made of")
        .contains("what the PDFs show");
  }

  /** The n-th column of every table at once: each table tells of its own. */
  @Test
  void aChangedValueInAnyColumnIsFound() throws Exception {
    List<String> unseen = new ArrayList<>();
    int changed = 0;
    Map<Place, List<Column>> columns = new LinkedHashMap<>();
    for (Place place : DamagedParquet.places(damaged)) {
      columns.put(place, DamagedParquet.columns(place.file()));
    }
    int most = columns.values().stream().mapToInt(List::size).max().orElseThrow();
    for (int n = 0; n < most; n++) {
      int at = n;
      Map<Place, String> changes = new LinkedHashMap<>();
      columns.forEach(
          (place, all) -> {
            if (at < all.size()) {
              changes.put(place, DamagedParquet.change(all.get(at)));
            }
          });
      Map<Place, String> told = damage(changes);
      for (Place place : changes.keySet()) {
        changed++;
        String column = columns.getOrDefault(place, List.of()).get(n).name();
        if (!told.getOrDefault(place, "").contains(column)) {
          unseen.add(place.table() + "." + column + ": " + told.get(place));
        }
      }
    }
    System.out.println(changed + " columns were changed; unseen: " + unseen);
    assertThat(unseen).isEmpty();
    assertThat(changed).isGreaterThan(200);
  }

  @Test
  void aRowThatIsMissingTwiceForeignOrSwappedIsFound() throws Exception {
    String first = " WHERE rowid = (SELECT min(rowid) FROM t)";
    for (String change :
        List.of(
            "DELETE FROM t" + first,
            "INSERT INTO t FROM t" + first,
            "DELETE FROM t",
            "INSERT INTO t FROM t")) {
      Map<Place, String> changes = new LinkedHashMap<>();
      DamagedParquet.places(damaged).forEach(place -> changes.put(place, change));
      damage(changes).forEach((place, told) -> assertThat(told).as(place + change).isNotEmpty());
    }
    // Two rows exchange their values of a column, so that no sum is another.
    Map<Place, String> swaps = new LinkedHashMap<>();
    for (Place place : DamagedParquet.places(damaged)) {
      if (place.table().equals("statement_line") || place.table().startsWith("fact_")) {
        swaps.put(
            place,
            "UPDATE t SET amount_minor = (SELECT o.amount_minor FROM t o WHERE o.rowid = x.b AND"
                + " t.rowid = x.a OR o.rowid = x.a AND t.rowid = x.b) FROM (SELECT min(p.rowid) AS a,"
                + " min(q.rowid) AS b FROM t p JOIN t q ON q.rowid > p.rowid AND q.amount_minor <>"
                + " p.amount_minor WHERE p.rowid = 0) x WHERE t.rowid IN (x.a, x.b)");
      }
    }
    damage(swaps).forEach((place, told) -> assertThat(told).contains("amount_minor expected"));
  }

  @Test
  void aFactFileTwiceAMonthGoneAndKeysOfNobodyAreFound() throws Exception {
    Path facts = DamagedParquet.aFile(damaged.star().resolve("fact_transaction/month=2025-03"));
    Path twice = facts.resolveSibling("part-00001-of-00002.parquet");
    Files.copy(facts, twice);
    assertThat(told("fact_transaction")).contains("not expected");
    Files.delete(twice);

    Path month = damaged.star().resolve("fact_authorization/month=2025-03");
    Path aside = folder.resolve("aside");
    Files.move(month, aside);
    assertThat(told("fact_authorization")).contains("missing");
    Files.move(aside, month);

    for (String key : List.of("customer_key", "merchant_key", "card_key", "authorization_key")) {
      // A fact is known by its card: with another one it is another fact.
      String[] expected =
          key.equals("card_key")
              ? new String[] {"not expected", "missing", "card_key 0", "card_token"}
              : new String[] {key + " expected", "found 0", "card_token"};
      String told =
          damage(Map.of(new Place(facts, "fact_transaction"), "UPDATE t SET " + key + " = 0"))
              .values()
              .iterator()
              .next();
      assertThat(told).contains(expected);
    }
    assertThat(told("fact_transaction")).isEmpty();
  }

  /** Each on a document of its own, all at once: as many differ, and each is named. */
  @Test
  void anyChangeOfADocumentIsFound() throws Exception {
    Path documents = damaged.statements().resolve("statements/month=2025-04");
    List<Path> files;
    try (Stream<Path> all = Files.list(documents)) {
      files = all.sorted().toList();
    }
    List<Path> corrections =
        files.stream().filter(file -> file.toString().endsWith(".2.json")).toList();
    List<Path> superseded =
        corrections.stream()
            .map(file -> Path.of(file.toString().replace(".2.json", ".json")))
            .toList();
    List<Path> plain =
        files.stream()
            .filter(file -> file.toString().endsWith(".json"))
            .filter(file -> !corrections.contains(file) && !superseded.contains(file))
            .toList();
    List<Path> pdfs = files.stream().filter(file -> file.toString().endsWith(".pdf")).toList();
    assertThat(corrections).hasSizeGreaterThanOrEqualTo(2);

    String minor = "(\"minor\" : )(-?\\d+)";
    List<UnaryOperator<String>> changes =
        List.of(
            text -> text.replaceFirst(minor, "$1$2.99"),
            text -> text.replaceFirst(minor, "$1$2.0"),
            text -> text.replaceFirst(minor, "$1$2e0"),
            text -> text.replaceFirst(minor, "$118446744073709551616"),
            text -> text.replaceFirst(minor, "$1\"$2\""),
            text -> text.replaceFirst("\\{", "{\"more\":1,"),
            text -> text.replaceFirst("\"days\"", "\"days\":30,\"days\""),
            text -> text.replaceFirst("\"days\" : \\d+,", ""),
            text -> text.replaceFirst("  ", "   "),
            text -> text + "\n",
            text -> text.substring(0, text.length() / 2));
    assertThat(plain).hasSizeGreaterThanOrEqualTo(changes.size() + 1);
    Map<Path, byte[]> whole = new LinkedHashMap<>();
    for (int i = 0; i < changes.size(); i++) {
      alter(plain.get(i), changes.get(i), whole);
    }
    whole.put(plain.get(changes.size()), Files.readAllBytes(plain.get(changes.size())));
    Files.delete(plain.get(changes.size()));
    // What no table tells of, and the archive no more: the digest alone knows.
    alter(
        superseded.get(0),
        text -> text.replaceFirst("(\"usual\" : \\{\\s*\"minor\" : )(\\d+)", "$17"),
        whole);
    alter(
        corrections.get(1),
        text ->
            text.replaceFirst(
                "(\"closing_balance_difference\" : \\{\\s*\"minor\" : -?)(\\d+)", "$11$2"),
        whole);
    for (Path pdf : pdfs.subList(0, 2)) {
      whole.put(pdf, Files.readAllBytes(pdf));
    }
    byte[] bytes = Files.readAllBytes(pdfs.get(0));
    bytes[bytes.length / 2] ^= 1;
    Files.write(pdfs.get(0), bytes);
    Files.delete(pdfs.get(1));
    Path foreign = Files.copy(plain.get(0), documents.resolve("card-foreign-USD.json"));
    Path leaflet = Files.writeString(documents.resolve("leaflet.pdf"), "%PDF");
    try {
      ComparedTable told = table(BooksToDamage.reconcile(books), "documents");
      assertThat(told.differ()).isEqualTo(whole.size() + 2);
    } finally {
      for (Map.Entry<Path, byte[]> file : whole.entrySet()) {
        Files.write(file.getKey(), file.getValue());
      }
      Files.delete(foreign);
      Files.delete(leaflet);
    }
    assertThat(told("documents")).isEmpty();
  }

  private static void alter(Path file, UnaryOperator<String> change, Map<Path, byte[]> whole)
      throws IOException {
    byte[] before = Files.readAllBytes(file);
    whole.put(file, before);
    byte[] after =
        change.apply(new String(before, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    assertThat(Arrays.equals(before, after)).as(file.toString()).isFalse();
    Files.write(file, after);
  }

  /** Damages files, says what is told of each table, and restores them. */
  private static Map<Place, String> damage(Map<Place, String> changes) throws Exception {
    Map<Path, byte[]> whole = new LinkedHashMap<>();
    try {
      for (Map.Entry<Place, String> change : changes.entrySet()) {
        Path file = change.getKey().file();
        whole.put(file, Files.readAllBytes(file));
        DamagedParquet.rewrite(file, change.getValue());
      }
      Reconciliation result = BooksToDamage.reconcile(books);
      Map<Place, String> told = new LinkedHashMap<>();
      for (Place place : changes.keySet()) {
        told.put(place, told(result, place.table()));
      }
      return told;
    } finally {
      for (Map.Entry<Path, byte[]> file : whole.entrySet()) {
        Files.write(file.getKey(), file.getValue());
      }
    }
  }

  private static String told(String table) throws Exception {
    return told(BooksToDamage.reconcile(books), table);
  }

  /** What is told of a table; size and digest of a PDF are told where the files are read. */
  private static String told(Reconciliation result, String table) {
    ComparedTable compared = table(result, table);
    String told = String.join("\n", compared.examples());
    if (table.endsWith("of PDFs")) {
      ComparedTable files = table(result, "documents");
      told += "\n" + String.join("\n", files.examples());
    }
    return told;
  }

  private static ComparedTable table(Reconciliation result, String name) {
    return result.tables().stream()
        .filter(table -> table.table().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
