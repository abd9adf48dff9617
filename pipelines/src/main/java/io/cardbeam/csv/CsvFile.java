package io.cardbeam.csv;

import io.cardbeam.event.DeadLetter;
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
 * after the header that is not blank ends as one request or as one dead letter.
 */
public final class CsvFile {
  private static final int MAX_PAYLOAD_BYTES = 64 * 1024;

  private final String source;
  private final CardTokenizer tokenizer;

  /**
   * @param source how dead letters name the file
   */
  public CsvFile(String source, CardTokenizer tokenizer) {
    this.source = source;
    this.tokenizer = tokenizer;
  }

  /** What becomes of the lines. */
  public interface Receiver {
    /** A card update or a request. */
    void event(Event event);

    /** A line that could not be taken. */
    void deadLetter(DeadLetter letter);
  }

  /**
   * Reads all lines. A first line that is no header of a known layout is the file's only dead
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
      parser = new CsvRowParser(CsvLayout.ofHeader(header.orElse("")), tokenizer);
    } catch (BadRowException e) {
      receiver.deadLetter(deadLetter(1, header.orElse(""), e));
      return;
    }
    CsvEvents events = new CsvEvents();
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (!line.get().isBlank()) {
        try {
          take(parser.parse(line.get()), events, receiver);
        } catch (BadRowException e) {
          receiver.deadLetter(deadLetter(lines.number(), line.get(), e));
        }
      }
    }
  }

  private static void take(CsvRow row, CsvEvents events, Receiver receiver) throws BadRowException {
    Event request = events.request(row);
    try {
      EventChecks.check(request);
    } catch (UnreadableRecordException e) {
      throw new BadRowException(e.code(), e.reason());
    }
    events.update(row).ifPresent(receiver::event);
    receiver.event(request);
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
