package io.cardbeam.pipeline.weblog;

import io.cardbeam.geo.GeoDatabase;
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
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the lines of blocks and looks up host and agent. Not safe for several threads at once. */
final class LineReading {
  /** By whether agents are read whole: they are large, so all workers of a process share them. */
  private static final Map<Boolean, AgentBook> AGENTS = new ConcurrentHashMap<>();

  private static final Map<String, GeoDatabase> PLACES = new ConcurrentHashMap<>();

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

  LineReading(WebLogSettings settings) throws IOException {
    parser = LogFormats.maskedParser(settings.logFormat());
    addresses = new AddressBook(places(settings.geoFile()), settings.anonymize());
    agents =
        new RecentAgents(
            AGENTS.computeIfAbsent(
                settings.agents(), whole -> whole ? AgentBook.reading() : AgentBook.ofClasses()));
  }

  private static synchronized Optional<GeoDatabase> places(String file) throws IOException {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    GeoDatabase known = PLACES.get(file);
    if (known == null) {
      known = GeoDatabase.read(Path.of(file));
      PLACES.put(file, known);
    }
    return Optional.of(known);
  }

  /** Reads a block; gives the number of its lines. */
  long read(LogBlock block, Receiver to) throws IOException {
    byte[] bytes = block.lines();
    long line = block.firstLine();
    int start = 0;
    while (start < bytes.length) {
      int newline = ByteSearch.indexOf(bytes, (byte) '\n', start, bytes.length);
      int end = newline < 0 ? bytes.length : newline;
      readLine(bytes, start, end, line, to);
      line++;
      start = end + 1;
    }
    return line - block.firstLine();
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
