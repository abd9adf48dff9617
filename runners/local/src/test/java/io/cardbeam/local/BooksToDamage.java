package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.command.ExpectedBooks;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.FindingSource;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.event.Payment;
import io.cardbeam.event.Purchase;
import io.cardbeam.lake.LakeFileWriter;
import io.cardbeam.lake.LakeFolder;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.pipeline.statement.TermsText;
import io.cardbeam.pipeline.table.FolderTree;
import io.cardbeam.query.StarFolder;
import io.cardbeam.query.StatementBooks;
import io.cardbeam.query.reconcile.Reconciliation;
import io.cardbeam.star.MonthRange;
import io.cardbeam.wire.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.commons.io.FileUtils;

/**
 * A simulated archive with all that was made of it: statements, some of which events that came late
 * have corrected, with PDFs; a star; and what must be there, made once, so that any number of
 * damages can be compared with it.
 */
final class BooksToDamage {
  static final MonthRange MONTHS = new MonthRange(YearMonth.of(2025, 4), YearMonth.of(2025, 5));

  private static final Path TOKEN_KEY = Path.of("..", "..", "testdata", "samples", "token.key");
  private static final String ASKED = "--month=" + MONTHS.first() + ".." + MONTHS.last();

  /** What other tests look at with every bundle, and what costs most of the time. */
  private static final String[] ENFORCE_NOTHING = {
    "--enforceImmutability=false", "--enforceEncodability=false"
  };

  private static final String DIRECT = "--runner=direct";

  private final Path folder;

  /** Options that name PostgreSQL; none where there is none. */
  private final List<String> store;

  BooksToDamage(Path folder, List<String> store) {
    this.folder = folder;
    this.store = List.copyOf(store);
  }

  Path archive() {
    return folder.resolve("lake");
  }

  /** The newest build of the statements, in a copy. */
  Path statements() {
    return folder.resolve("found");
  }

  /** The newest build of the star, in a copy. */
  Path star() {
    return folder.resolve("star");
  }

  /** Makes all of it but the star. */
  void issue() throws Exception {
    CommandRun.succeeding(
        "simulate",
        "--format=avro",
        "--seed=5",
        "--cards=18",
        "--from=2025-03-01",
        "--to=2025-03-20",
        "--fraud-rate=0.1",
        "--token-key=" + TOKEN_KEY,
        "--output=" + archive());
    forgetWhatIsNotCompared();
    CommandRun.succeeding(withStore("statements", "--pdf"));
    addLateEvents(cards());
    CommandRun.succeeding(withStore("statements", "--pdf"));
    FileUtils.copyDirectory(
        folder.resolve("bills/current").toRealPath().toFile(), statements().toFile());
  }

  /** What follows after the months, so that each row there is one that is compared. */
  private void forgetWhatIsNotCompared() throws IOException {
    String end = "date=" + MONTHS.last().plusMonths(1).atDay(1);
    List<Path> days;
    try (Stream<Path> folders = Files.walk(archive())) {
      days = folders.filter(folder -> folder.getFileName().toString().startsWith("date=")).toList();
    }
    for (Path day : days) {
      if (day.getFileName().toString().compareTo(end) >= 0) {
        FolderTree.delete(day);
      }
    }
  }

  private String[] withStore(String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(
        List.of(
            DIRECT,
            ASKED,
            "--complete-until=2025-06-01",
            "--input=" + archive(),
            "--output=" + folder.resolve("bills")));
    all.addAll(store);
    return all.toArray(String[]::new);
  }

  void buildStar() throws IOException {
    CommandRun.succeeding(
        "warehouse", DIRECT, "--input=" + archive(), "--output=" + folder.resolve("warehouse"));
    FileUtils.copyDirectory(
        folder.resolve("warehouse/current").toRealPath().toFile(), star().toFile());
  }

  private List<String> cards() throws Exception {
    List<String> cards = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = connection.createStatement();
        ResultSet rows =
            sql.executeQuery(
                "SELECT card_token FROM '"
                    + folder.resolve("bills/current/statement/month=2025-04")
                    + "/*.parquet' WHERE closing_balance_minor > 0 ORDER BY 1 LIMIT 4")) {
      while (rows.next()) {
        cards.add(rows.getString(1));
      }
    }
    assertThat(cards).hasSize(4);
    return cards;
  }

  /** Payments that correct statements, two purchases without a request, and a finding. */
  private void addLateEvents(List<String> cards) throws IOException {
    Instant march = Instant.parse("2025-03-27T10:15:30.250Z");
    Instant posted = march.plusSeconds(86_400);
    List<Event> late = new ArrayList<>();
    for (String card : cards.subList(0, 2)) {
      late.add(Event.of(new Payment("late-" + card, card, march, posted, 1234L, "USD", "ACH")));
    }
    for (String card : cards.subList(2, 4)) {
      late.add(
          Event.of(
              new Purchase(
                  "stray-" + card,
                  "nowhere-" + card,
                  card,
                  march,
                  posted,
                  2500L,
                  "USD",
                  "m-stray",
                  "Stray Merchant",
                  "grocery_pos",
                  null,
                  null,
                  null,
                  null,
                  List.of())));
      late.add(
          Event.of(
              new FraudFinding(
                  "finding-" + card,
                  "nowhere-" + card,
                  march,
                  card,
                  posted,
                  FindingVerdict.FRAUD,
                  FindingSource.ANALYST,
                  "called")));
    }
    for (Event event : late) {
      Path place = archive().resolve(LakeFolder.of(event));
      Files.createDirectories(place);
      LakeFileWriter.write(
          List.of(event),
          Files.newOutputStream(place.resolve("late-" + late.indexOf(event) + ".avro")));
    }
  }

  /** What is compared, with what must be there. */
  StatementBooks expected(
      Optional<Path> found, Optional<StarFolder> star, Optional<BooksConnection> database)
      throws IOException {
    Path expected = Files.createDirectory(folder.resolve("expected"));
    TermsText terms = TermsText.standard();
    StatementBooks books =
        new StatementBooks(
            expected,
            found,
            MONTHS,
            star,
            database,
            StatementBooks.Ledger.IF_THERE,
            terms.history().zone());
    Pipeline pipeline = pipeline();
    ExpectedBooks.assemble(
        pipeline,
        new ReadCards(
            archive().toString(), Files.readAllBytes(TOKEN_KEY), ReadCards.Decisions.KEEP),
        Deciding.standard(),
        books,
        terms);
    pipeline.run().waitUntilFinish();
    return books;
  }

  static Pipeline pipeline() {
    return Pipeline.create(PipelineOptionsFactory.fromArgs(ENFORCE_NOTHING).create());
  }

  static Reconciliation reconcile(StatementBooks books) throws Exception {
    return Reconciliation.of(books, table -> {});
  }
}
