package io.cardbeam.csv;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether anything of a file can be taken, asked before something is started on it. Reads up to the
 * first row that can be, which is mostly the first; a file without any is read to its end. Times
 * have no limit here, since it never refuses all rows whose time can be read.
 */
public final class FileCheck {
  /** Codes of files that another request could read: with columns or forms told, for instance. */
  private static final Set<String> ASKED_WRONGLY =
      Set.of("NO_HEADER", "NO_LABELS", "NOT_TEXT", "AMBIGUOUS_DATES", "AMBIGUOUS_NUMBERS");

  /** Codes of files that nobody can read, with a reason that is about the whole file. */
  private static final Set<String> LOST = Set.of("SPREADSHEET", DamagedFileException.CODE);

  private final Map<String, Reason> reasons = new LinkedHashMap<>();
  private long requests;
  private long invalid;

  /** Why rows can't be taken: how many, and the first of them. */
  private record Reason(long rows, DeadLetter first) {
    Reason another() {
      return new Reason(rows + 1, first);
    }
  }

  private FileCheck() {}

  /**
   * Looks at a file.
   *
   * @return why none of its rows can be taken, in a sentence; empty if one can be, or it has none
   * @throws BadRowException if the file is not what was asked for: no header, no labels, no text,
   *     or forms that can be read in two ways
   */
  public static Optional<String> of(Path file, FileReading how)
      throws IOException, BadRowException {
    FileCheck check = new FileCheck();
    // No token leaves this class, so that any key does.
    CardTokenizer tokenizer = CardTokenizer.withoutSecret();
    try (RowSource rows = RowFiles.open(file, how.columns().options())) {
      new CsvFile(file.toString(), tokenizer, how).readOfAnyTime(rows, check.new Looking());
    }
    return check.why();
  }

  private Optional<String> why() throws BadRowException {
    if (requests > 0 || invalid == 0) {
      return Optional.empty();
    }
    Reason most =
        reasons.values().stream().max(Comparator.comparingLong(Reason::rows)).orElseThrow();
    String code = most.first().getCode();
    if (ASKED_WRONGLY.contains(code)) {
      throw new BadRowException(code, most.first().getReason());
    }
    if (LOST.contains(code)) {
      return Optional.of(most.first().getReason());
    }
    return Optional.of(
        String.format(
            "none of its %d rows can be taken, %d of them because %s (%s, first in line %d)",
            invalid, most.rows(), most.first().getReason(), code, most.first().getPosition()));
  }

  private final class Looking implements CsvFile.Receiver {
    @Override
    public void event(Event event) {
      requests += event.type() == EventType.AUTHORIZATION_REQUEST ? 1 : 0;
    }

    @Override
    public void deadLetter(DeadLetter letter) {
      invalid++;
      reasons.merge(letter.getCode(), new Reason(1, letter), (before, another) -> before.another());
    }

    @Override
    public boolean isDone() {
      return requests > 0;
    }
  }
}
