package io.cardbeam.local.parity;

import io.cardbeam.csv.CsvSteps;
import io.cardbeam.csv.LabelUse;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What every run decides: the rows of a CSV file, as a source for files and as traffic. */
final class ParityInput {
  private final Path file;
  private final long rows;
  private final LabelUse labels;
  private final byte[] tokenKey;
  private final Deciding deciding;

  /**
   * @param file transactions in one of the CSV layouts
   * @param rows how many of its rows, from the first on
   * @param labels what is done with its labels
   * @param tokenKey key of {@link CardTokenizer}
   * @param deciding what is decided by
   */
  ParityInput(Path file, long rows, LabelUse labels, byte[] tokenKey, Deciding deciding) {
    this.file = file;
    this.rows = rows;
    this.labels = labels;
    this.tokenKey = tokenKey.clone();
    this.deciding = deciding;
  }

  /** For bounded mode. */
  ReadCards source() {
    return new ReadCards(file.toString(), tokenKey, ReadCards.Decisions.REMAKE)
        .withLabels(labels)
        .first(rows);
  }

  /**
   * To be played.
   *
   * @param deadLetters gets each row that can't be taken
   * @throws IOException if the file can't be read
   */
  CsvSteps traffic(Consumer<DeadLetter> deadLetters) throws IOException {
    return CsvSteps.open(file, new CardTokenizer(tokenKey), labels, rows, deadLetters);
  }

  Deciding deciding() {
    return deciding;
  }
}
