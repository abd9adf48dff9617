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
   * Reads the rows. A file whose header or whose forms can't be determined is one dead letter, and
   * so is what can't be read any more of a damaged one.
   *
   * @param in the file's bytes as they lie; not closed here
   */
  public void read(InputStream in, Receiver receiver) throws IOException {
    read(RowFiles.of(in, how.columns().options()), receiver);
  }

  /**
   * Reads the rows of a source, as {@link #read(InputStream, Receiver)} those of text.
   *
   * @param rows not closed here
   */
  public void read(RowSource rows, Receiver receiver) throws IOException {
    read(rows, rows::timeLimit, receiver);
  }

  /**
   * The same of any time, which spares whoever reads only the first rows of a file the reading of
   * all times in it.
   */
  void readOfAnyTime(RowSource rows, Receiver receiver) throws IOException {
    read(rows, (columns, forms) -> TimeLimit.NONE, receiver);
  }

  private interface Times {
    TimeLimit limit(Columns columns, Forms forms) throws IOException, BadRowException;
  }

  private void read(RowSource rows, Times times, Receiver receiver) throws IOException {
    try {
      Columns columns = columns(rows.header());
      Reading reading = begin(columns, rows.forms(columns), times, receiver);
      while (reading.wantsMore() && rows.next()) {
        reading.take(rows);
      }
    } catch (BadRowException e) {
      receiver.deadLetter(deadLetter(1, rows.raw(), e));
    } catch (DamagedFileException e) {
      receiver.deadLetter(deadLetter(rows.number() + 1, "", damage(e)));
    }
  }

  /**
   * Begins to read a Parquet file whose rows are handed over one by one.
   *
   * @param bytes of the file, whose times are read first
   * @throws BadRowException if the header lacks what is needed
   */
  public Reading begin(ParquetCells cells, ParquetBytes bytes, Receiver receiver)
      throws IOException, BadRowException {
    Columns columns = columns(cells.header());
    return begin(
        columns,
        cells.forms(columns),
        (where, how) -> cells.timeLimit(bytes, where, how),
        receiver);
  }

  private Reading begin(Columns columns, Forms forms, Times times, Receiver receiver)
      throws IOException, BadRowException {
    TimeLimit limit = times.limit(columns, forms);
    return new Reading(new CsvRowParser(columns, tokenizer, forms, limit), receiver);
  }

  private Columns columns(List<String> header) throws BadRowException {
    Columns columns = Columns.of(header, how.columns());
    if (how.labels().readsLabels()) {
      columns.requireLabels();
    }
    return columns;
  }

  /** The dead letter of a file whose header lacks what is needed. */
  public DeadLetter refused(BadRowException e) {
    return deadLetter(1, "", e);
  }

  /** The dead letter of a file that can't be read from a row on. */
  public DeadLetter damaged(long number, DamagedFileException e) {
    return deadLetter(number, "", damage(e));
  }

  private static BadRowException damage(DamagedFileException e) {
    return new BadRowException(DamagedFileException.CODE, e.reason());
  }

  /** A file whose header was read. */
  public final class Reading {
    private final CsvRowParser parser;
    private final Receiver receiver;
    private final RowIds ids = new RowIds();
    private final CsvEvents events = new CsvEvents();
    private final boolean labels = how.labels().readsLabels();
    private long taken;

    private Reading(CsvRowParser parser, Receiver receiver) {
      this.parser = parser;
      this.receiver = receiver;
    }

    /** Whether another row is to be taken. */
    public boolean wantsMore() {
      return taken < how.rows() && !receiver.isDone();
    }

    /** Takes a row. */
    public void take(FileRow row) {
      taken++;
      try {
        List<String> cells = row.cells();
        // Numbered before its label is read: numbers must not depend on what is done with labels.
        CsvRow read = ids.numbered(parser.parse(cells));
        CsvFile.this.take(labels ? read.labelled(parser.isFraud(cells)) : read, events, receiver);
      } catch (BadRowException e) {
        receiver.deadLetter(deadLetter(row.number(), row.raw(), e));
      }
    }
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
