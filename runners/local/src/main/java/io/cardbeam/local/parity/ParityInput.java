package io.cardbeam.local.parity;

import io.cardbeam.csv.CsvSteps;
import io.cardbeam.csv.FileReading;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.BoundedBooks;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;

/** What every run decides: the rows of a CSV file, as a source for files and as traffic. */
final class ParityInput {
  /** Each takes a pass over all events; earlier months are in its opening balances. */
  private static final int MONTHS = 3;

  private final Path file;
  private final FileReading how;
  private final byte[] tokenKey;
  private final Deciding deciding;
  private final List<YearMonth> months;

  private ParityInput(
      Path file, FileReading how, byte[] tokenKey, Deciding deciding, List<YearMonth> months) {
    this.file = file.toAbsolutePath().normalize();
    this.how = how;
    this.tokenKey = tokenKey;
    this.deciding = deciding;
    this.months = months;
  }

  /**
   * Rows of a file.
   *
   * @param file transactions in any form that is read
   * @param how which of its rows, and as what they are read
   * @param tokenKey key of {@link CardTokenizer}
   * @param deciding what is decided by
   * @throws IOException if the file can't be read
   */
  static ParityInput of(Path file, FileReading how, byte[] tokenKey, Deciding deciding)
      throws IOException {
    byte[] key = tokenKey.clone();
    try (CsvSteps steps = CsvSteps.open(file, new CardTokenizer(key), how, deadLetter -> {})) {
      return new ParityInput(file, how, key, deciding, lastMonths(steps));
    }
  }

  /** For bounded mode. */
  ReadCards source() {
    return new ReadCards(file.toString(), tokenKey, ReadCards.Decisions.REMAKE)
        .withLabels(how.labels())
        .withColumns(how.columns())
        .first(how.rows());
  }

  /**
   * To be played.
   *
   * @param deadLetters gets each row that can't be taken
   * @throws IOException if the file can't be read
   */
  CsvSteps traffic(Consumer<DeadLetter> deadLetters) throws IOException {
    return CsvSteps.open(file, new CardTokenizer(tokenKey), how, deadLetters);
  }

  /**
   * What the books are made of, from the lake that a run left.
   *
   * @param lake of a run that decided this input
   */
  BoundedBooks booksOf(Pipeline pipeline, Path lake) {
    return BoundedBooks.read(
        pipeline, new ReadCards(lake.toString(), tokenKey, ReadCards.Decisions.KEEP), deciding);
  }

  /** The months whose statements are compared: the last of the input, oldest first. */
  List<YearMonth> months() {
    return months;
  }

  private static List<YearMonth> lastMonths(CsvSteps steps) {
    NavigableSet<YearMonth> months = new TreeSet<>();
    while (steps.hasNext()) {
      months.add(
          YearMonth.from(
              Instant.ofEpochMilli(steps.next().eventTimeMillis()).atZone(ZoneOffset.UTC)));
      if (months.size() > MONTHS) {
        months.pollFirst();
      }
    }
    return List.copyOf(months);
  }

  Deciding deciding() {
    return deciding;
  }
}
