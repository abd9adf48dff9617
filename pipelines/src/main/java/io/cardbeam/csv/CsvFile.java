package io.cardbeam.csv;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.text.CardNumberMask;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventChecks;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads one file of transactions, line by line, and tells its events and its bad rows. Every line
 * after the header that is not blank ends as one request or as one dead letter. Labels decide about
 * findings, and with {@link LabelUse#fraudsByDay} about times, and about nothing else.
 */
public final class CsvFile {
  /** More rows than any file has. */
  public static final long ALL_ROWS = Long.MAX_VALUE;

  private static final int MAX_PAYLOAD_BYTES = 64 * 1024;

  private final String source;
  private final CardTokenizer tokenizer;
  private final LabelUse labels;
  private final long rows;

  /**
   * @param source how dead letters name the file
   * @param labels what is done with its labels
   */
  public CsvFile(String source, CardTokenizer tokenizer, LabelUse labels) {
    this(source, tokenizer, labels, ALL_ROWS);
  }

  private CsvFile(String source, CardTokenizer tokenizer, LabelUse labels, long rows) {
    this.source = source;
    this.tokenizer = tokenizer;
    this.labels = labels;
    this.rows = rows;
  }

  /**
   * The same, but only its first rows are read.
   *
   * @param most how many, requests and dead letters together, in the file's own order
   */
  public CsvFile first(long most) {
    return new CsvFile(source, tokenizer, labels, most);
  }

  /** What becomes of the lines. */
  public interface Receiver {
    /** A card update, a request or, later than its place in the file, a finding on a request. */
    void event(Event event);

    /** A line that could not be taken. */
    void deadLetter(DeadLetter letter);
  }

  /**
   * Reads the lines. A first line that is no header of a known layout is the file's only dead
   * letter: without it nothing else can be told.
   *
   * @param in the file's bytes, uncompressed, UTF-8; not closed here
   */
  public void read(InputStream in, Receiver receiver) throws IOException {
    Reader text = new InputStreamReader(in, StandardCharsets.UTF_8);
    LineReader lines = new LineReader(text, CsvRowParser.MAX_LINE_CHARS);
    Optional<String> header = lines.next();
    CsvRowParser parser;
    try {
      parser = parser(CsvLayout.ofHeader(header.orElse("")));
    } catch (BadRowException e) {
      receiver.deadLetter(deadLetter(1, header.orElse(""), e));
      return;
    }
    CsvEvents events = new CsvEvents();
    long taken = 0;
    while (taken < rows) {
      Optional<String> line = lines.next();
      if (line.isEmpty()) {
        return;
      }
      if (!line.get().isBlank()) {
        taken++;
        try {
          take(parser.parse(line.get()), events, receiver);
        } catch (BadRowException e) {
          receiver.deadLetter(deadLetter(lines.number(), line.get(), e));
        }
      }
    }
  }

  private CsvRowParser parser(CsvLayout layout) {
    CsvRowParser parser = new CsvRowParser(layout, tokenizer);
    return labels.readsLabels() ? parser.withLabels() : parser;
  }

  private void take(CsvRow told, CsvEvents events, Receiver receiver) throws BadRowException {
    CsvRow row = labels.fraudsByDay() ? DaytimeShift.of(told) : told;
    Event request = events.request(row);
    try {
      EventChecks.check(request);
    } catch (UnreadableRecordException e) {
      throw new BadRowException(e.code(), e.reason());
    }
    events.update(row).ifPresent(receiver::event);
    receiver.event(request);
    if (labels.chargebacks() && row.isFraud()) {
      receiver.event(events.finding(row));
    }
  }

  private DeadLetter deadLetter(long lineNumber, String line, BadRowException e) {
    byte[] payload = CardNumberMask.mask(line).getBytes(StandardCharsets.UTF_8);
    return new DeadLetter(
        source,
        lineNumber,
        e.code(),
        e.reason(),
        ByteBuffer.wrap(payload, 0, Math.min(payload.length, MAX_PAYLOAD_BYTES)).slice());
  }
}
