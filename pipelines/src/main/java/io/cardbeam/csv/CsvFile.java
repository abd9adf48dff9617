package io.cardbeam.csv;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.text.CardNumberMask;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventChecks;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Reads one file of transactions, row by row, and tells its events and its bad rows. Every row
 * after the header that is not blank ends as one request or as one dead letter. Labels decide about
 * findings, and with {@link LabelUse#fraudsByDay} about times, and about nothing else.
 */
public final class CsvFile {
  private static final int MAX_PAYLOAD_BYTES = 64 * 1024;

  private final String source;
  private final CardTokenizer tokenizer;
  private final FileReading how;

  /**
   * @param source how dead letters name the file
   * @param how what of it is read, and as what
   */
  public CsvFile(String source, CardTokenizer tokenizer, FileReading how) {
    this.source = source;
    this.tokenizer = tokenizer;
    this.how = how;
  }

  /** What becomes of the rows. */
  public interface Receiver {
    /** A card update, a request or, later than its place in the file, a finding on a request. */
    void event(Event event);

    /** A row that could not be taken. */
    void deadLetter(DeadLetter letter);

    /** Whether it has seen enough; asked before each row. */
    default boolean isDone() {
      return false;
    }
  }

  /**
   * Reads the rows. A first line that is no header is the file's only dead letter: without it
   * nothing else can be told.
   *
   * @param in the file's bytes as they lie; not closed here
   */
  public void read(InputStream in, Receiver receiver) throws IOException {
    read(new TextRows(in, how.columns().options()), receiver);
  }

  /**
   * Reads the rows of a source, as {@link #read(InputStream, Receiver)} those of text.
   *
   * @param rows not closed here
   */
  public void read(RowSource rows, Receiver receiver) throws IOException {
    CsvRowParser parser;
    try {
      parser = parser(Columns.of(rows.header(), how.columns()));
    } catch (BadRowException e) {
      receiver.deadLetter(deadLetter(1, rows.raw(), e));
      return;
    } catch (DamagedFileException e) {
      receiver.deadLetter(deadLetter(1, "", damage(e)));
      return;
    }
    try {
      read(rows, parser, receiver);
    } catch (DamagedFileException e) {
      receiver.deadLetter(deadLetter(rows.number() + 1, "", damage(e)));
    }
  }

  private static BadRowException damage(DamagedFileException e) {
    return new BadRowException(DamagedFileException.CODE, e.reason());
  }

  private void read(RowSource rows, CsvRowParser parser, Receiver receiver) throws IOException {
    RowIds ids = new RowIds();
    CsvEvents events = new CsvEvents();
    boolean labels = how.labels().readsLabels();
    for (long taken = 0; taken < how.rows() && !receiver.isDone() && rows.next(); taken++) {
      try {
        List<String> cells = rows.cells();
        // Numbered before its label is read: numbers must not hang on what is done with labels.
        CsvRow row = ids.numbered(parser.parse(cells));
        take(labels ? row.labelled(parser.isFraud(cells)) : row, events, receiver);
      } catch (BadRowException e) {
        receiver.deadLetter(deadLetter(rows.number(), rows.raw(), e));
      }
    }
  }

  private CsvRowParser parser(Columns columns) throws BadRowException {
    if (how.labels().readsLabels()) {
      columns.requireLabels();
    }
    return new CsvRowParser(columns, tokenizer);
  }

  private void take(CsvRow told, CsvEvents events, Receiver receiver) throws BadRowException {
    CsvRow row = how.labels().fraudsByDay() ? DaytimeShift.of(told) : told;
    Event request = events.request(row);
    Optional<Event> update = events.update(row);
    check(update);
    check(Optional.of(request));
    update.ifPresent(
        event -> {
          events.remember(row);
          receiver.event(event);
        });
    receiver.event(request);
    if (how.labels().chargebacks() && row.isFraud()) {
      receiver.event(events.finding(row));
    }
  }

  private static void check(Optional<Event> event) throws BadRowException {
    try {
      if (event.isPresent()) {
        EventChecks.check(event.get());
      }
    } catch (UnreadableRecordException e) {
      throw new BadRowException(e.code(), e.reason());
    }
  }

  private DeadLetter deadLetter(long number, String row, BadRowException e) {
    byte[] payload = CardNumberMask.mask(row).getBytes(StandardCharsets.UTF_8);
    return new DeadLetter(
        source,
        number,
        e.code(),
        e.reason(),
        ByteBuffer.wrap(payload, 0, Math.min(payload.length, MAX_PAYLOAD_BYTES)).slice());
  }
}
