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

/**
 * Whether anything of a file can be taken, asked before something is started on it. Reads up to the
 * first row that can be, which is mostly the first; a file without any is read to its end.
 */
public final class FileCheck {
  private static final String NO_HEADER = "NO_HEADER";
  private static final String NO_LABELS = "NO_LABELS";

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
   * @throws BadRowException code NO_HEADER or NO_LABELS, if the file is not what was asked for
   */
  public static Optional<String> of(Path file, FileReading how)
      throws IOException, BadRowException {
    FileCheck check = new FileCheck();
    // No token leaves this class, so that any key does.
    CardTokenizer tokenizer = new CardTokenizer(new byte[CardTokenizer.MIN_KEY_BYTES]);
    try (RowSource rows = RowFiles.open(file, how.columns().options())) {
      new CsvFile(file.toString(), tokenizer, how).read(rows, check.new Looking());
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
    if (code.equals(NO_HEADER) || code.equals(NO_LABELS)) {
      throw new BadRowException(code, most.first().getReason());
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
