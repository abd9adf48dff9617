package io.cardbeam.pipeline.weblog;

import io.cardbeam.weblog.AddressBook;
import io.cardbeam.weblog.AgentBook;
import io.cardbeam.weblog.BadLineException;
import io.cardbeam.weblog.ByteSearch;
import io.cardbeam.weblog.Hit;
import io.cardbeam.weblog.LineParser;
import io.cardbeam.weblog.LocatedHit;
import io.cardbeam.weblog.LogFormats;
import io.cardbeam.weblog.RecentAgents;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the lines of blocks and looks up host and agent. Not safe for several threads at once. */
final class LineReading {
  /** By whether agents are read whole: they are large, so all workers of a process share them. */
  private static final Map<Boolean, AgentBook> AGENTS = new ConcurrentHashMap<>();

  /** By database and whether addresses are shortened; shared like agents. */
  private static final Map<List<Object>, AddressBook> ADDRESSES = new HashMap<>();

  private final LineParser parser;
  private final AddressBook addresses;
  private final RecentAgents agents;

  /** Takes lines, each as what it is. */
  interface Receiver {
    /**
     * A line that describes a request.
     *
     * @param end where it ends among the block's bytes
     */
    void hit(long line, int end, LocatedHit hit) throws IOException;

    void deadLetter(long line, String reason);
  }

  /** One that reads all of a line. */
  LineReading(WebLogSettings settings) throws IOException {
    this(settings, true);
  }

  /**
   * @param whole whether hits need all that they have, or may be without referrer and ids
   */
  LineReading(WebLogSettings settings, boolean whole) throws IOException {
    parser = LogFormats.maskedParser(settings.logFormat(), whole);
    addresses = addresses(settings);
    agents =
        new RecentAgents(
            AGENTS.computeIfAbsent(
                settings.agents(), reads -> reads ? AgentBook.reading() : AgentBook.ofClasses()));
  }

  private static synchronized AddressBook addresses(WebLogSettings settings) throws IOException {
    List<Object> key = List.of(settings.places(), settings.anonymize());
    AddressBook known = ADDRESSES.get(key);
    if (known == null) {
      known = new AddressBook(settings.places().open(), settings.anonymize());
      ADDRESSES.put(key, known);
    }
    return known;
  }

  /**
   * Reads the lines of a block; gives their number.
   *
   * @param bytes of the block
   * @param firstLine number of the first
   */
  long read(byte[] bytes, long firstLine, Receiver to) throws IOException {
    long line = firstLine;
    int start = 0;
    while (start < bytes.length) {
      int newline = ByteSearch.indexOf(bytes, (byte) '\n', start, bytes.length);
      int end = newline < 0 ? bytes.length : newline;
      readLine(bytes, start, end, line, to);
      line++;
      start = end + 1;
    }
    return line - firstLine;
  }

  /** Reads one line, without its end. */
  void readLine(byte[] bytes, long line, Receiver to) throws IOException {
    readLine(bytes, 0, bytes.length, line, to);
  }

  private void readLine(byte[] bytes, int from, int to, long line, Receiver receiver)
      throws IOException {
    Hit hit;
    try {
      hit = parser.read(bytes, from, to);
    } catch (BadLineException e) {
      receiver.deadLetter(line, e.reason());
      return;
    }
    receiver.hit(
        line,
        to,
        LocatedHit.of(hit, addresses.find(hit.remoteHost()), agents.find(hit.userAgent())));
  }
}
