package io.cardbeam.browser.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What a console answered the live page, and the frames that it sent. As a file: lines of JSON,
 * compressed by gzip; first the answers, then a frame a line with its time.
 *
 * @param begin when the frames begin
 * @param length until the end of the frames; whole minutes, so that they can be played on and on
 * @param session who was signed in
 * @param history the hour before
 * @param alerts the newest alerts before
 * @param frames in the order of their times
 */
record Recording(
    Instant begin,
    Duration length,
    ObjectNode session,
    ObjectNode history,
    ObjectNode alerts,
    List<Frame> frames) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SHIPPED = "recording.jsonl.gz";
  private static final double MILLIS_OF_SECOND = 1_000;

  /** A frame, and how long after the beginning it came. */
  record Frame(Duration after, ObjectNode data) {
    /** Requests that it counts. */
    long requests() {
      long all = 0;
      for (JsonNode point : data.path("points")) {
        all += point.path("requests").asLong();
      }
      return all;
    }
  }

  Recording {
    frames = List.copyOf(frames);
    if (frames.isEmpty() || length.isZero() || length.toSecondsPart() != 0) {
      throw new IllegalArgumentException("frames of whole minutes");
    }
  }

  /** Requests a second, in the mean. */
  double rate() {
    return frames.stream().mapToLong(Frame::requests).sum() * MILLIS_OF_SECOND / length.toMillis();
  }

  /** The one that comes with Cardbeam. */
  static Recording shipped() throws IOException {
    try (InputStream in = Recording.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IOException(SHIPPED + " is not in the build");
      }
      return read(in, SHIPPED);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it can't be read, or is no recording
   */
  static Recording read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    }
  }

  private static Recording read(InputStream in, String name) throws IOException {
    int number = 1;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(new GZIPInputStream(in), UTF_8))) {
      JsonNode head = JSON.readTree(lines.readLine());
      List<Frame> frames = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        JsonNode frame = JSON.readTree(line);
        frames.add(
            new Frame(Duration.ofMillis(frame.required("at_ms").asLong()), object(frame, "frame")));
      }
      return new Recording(
          Instant.parse(head.required("begin").asText()),
          Duration.ofSeconds(head.required("seconds").asLong()),
          object(head, "session"),
          object(head, "history"),
          object(head, "alerts"),
          frames);
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      throw new IOException(name + ", line " + number + ": is no recording of a console", e);
    }
  }

  private static ObjectNode object(JsonNode in, String name) {
    if (in.required(name) instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException(name);
  }

  /** Writes it, in the place of what is there. */
  void write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        Writer lines = new OutputStreamWriter(new GZIPOutputStream(out), UTF_8)) {
      ObjectNode head = JSON.createObjectNode();
      head.put("begin", begin.toString()).put("seconds", length.toSeconds());
      head.set("session", session);
      head.set("history", history);
      head.set("alerts", alerts);
      lines.write(head + "\n");
      for (Frame frame : frames) {
        ObjectNode line = JSON.createObjectNode().put("at_ms", frame.after().toMillis());
        line.set("frame", frame.data());
        lines.write(line + "\n");
      }
    }
  }
}
