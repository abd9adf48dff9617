package io.cardbeam.command.finding;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.cardbeam.event.FindingSource;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.text.CardNumberMask;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Findings in a CSV file, at most {@value #MAX_FINDINGS}. */
final class FindingFile {
  /** Most findings of one file, which are held in memory. */
  static final int MAX_FINDINGS = 1_000_000;

  private FindingFile() {}

  /** A line that is no finding; the message names it and never holds a card number. */
  static final class BadFindingException extends Exception {
    private static final long serialVersionUID = 1L;

    BadFindingException(String reason) {
      super(reason);
    }
  }

  /**
   * All findings of a file, in the order in which they were found.
   *
   * @throws BadFindingException with the first line that is none
   * @throws IOException if the file can't be read
   */
  static List<Event> read(Path file) throws IOException, BadFindingException {
    List<Event> findings = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> lines = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord line : lines) {
        if (findings.size() == MAX_FINDINGS) {
          throw new BadFindingException("more than " + MAX_FINDINGS + " findings");
        }
        findings.add(finding(line));
      }
    } catch (CsvParseException e) {
      throw new BadFindingException("is no CSV: a line or a quote never ends");
    }
    findings.sort(Event.CARD_ORDER);
    return findings;
  }

  private static Event finding(NamedCsvRecord line) throws BadFindingException {
    try {
      return new NewFinding(
              field(line, "request_id"),
              field(line, "card_token"),
              time(line, "request_time"),
              choice(line, "verdict", FindingVerdict.class),
              choice(line, "source", FindingSource.class),
              time(line, "found_at"),
              field(line, "note"))
          .event();
    } catch (UnreadableRecordException e) {
      throw bad(line, e.reason());
    }
  }

  private static String field(NamedCsvRecord line, String column) throws BadFindingException {
    return line.findField(column)
        .map(String::strip)
        .orElseThrow(() -> bad(line, "column " + column + " is missing"));
  }

  private static Instant time(NamedCsvRecord line, String column) throws BadFindingException {
    String text = field(line, column);
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw bad(
          line, column + " " + CardNumberMask.quoted(text) + " is no time as 2025-03-01T18:04:05Z");
    }
  }

  private static <E extends Enum<E>> E choice(NamedCsvRecord line, String column, Class<E> of)
      throws BadFindingException {
    String text = field(line, column);
    for (E value : of.getEnumConstants()) {
      if (value.name().equalsIgnoreCase(text)) {
        return value;
      }
    }
    List<String> known = new ArrayList<>();
    for (E value : of.getEnumConstants()) {
      known.add(value.name().toLowerCase(Locale.ROOT));
    }
    throw bad(
        line,
        column + " " + CardNumberMask.quoted(text) + " is none of " + String.join(", ", known));
  }

  private static BadFindingException bad(NamedCsvRecord line, String reason) {
    return new BadFindingException("line " + line.getStartingLineNumber() + ": " + reason);
  }
}
