package io.cardbeam.command.weblog.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cardbeam.geo.GeoProvider;
import io.cardbeam.weblog.HitColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Hits as columns, as the page's {@code report/hits.ts} reads them: the length of a JSON text in
 * four bytes, the lowest first; the JSON with all texts, each once; and the numbers of the hits.
 * Hits are added newest first, of one second by file, then from the last line up.
 */
final class ReportData {
  private static final int FORMAT = 1;
  private static final JsonFactory JSON = new JsonFactory();

  private final ReportLimits limits;
  private final ColumnGroup clients =
      new ColumnGroup(
          List.of(
              HitColumn.REMOTE_HOST,
              HitColumn.USER,
              HitColumn.USER_AGENT,
              HitColumn.IS_BOT,
              HitColumn.AGENT_CLASS,
              HitColumn.AGENT_NAME,
              HitColumn.AGENT_VERSION,
              HitColumn.OS,
              HitColumn.DEVICE,
              HitColumn.COUNTRY,
              HitColumn.CITY,
              HitColumn.NETWORK,
              HitColumn.VISITOR));
  private final ColumnGroup requests =
      new ColumnGroup(
          List.of(
              HitColumn.METHOD,
              HitColumn.PATH,
              HitColumn.QUERY,
              HitColumn.PROTOCOL,
              HitColumn.VHOST,
              HitColumn.RAW_REQUEST));
  private final List<ColumnGroup> groups =
      List.of(
          clients,
          requests,
          new ColumnGroup(List.of(HitColumn.REFERRER)),
          new ColumnGroup(List.of(HitColumn.FILE)));
  private final ByteArrayOutputStream times = new ByteArrayOutputStream();
  private final ByteArrayOutputStream statuses = new ByteArrayOutputStream();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private int hits;
  private long chars;
  private long lastSecond;
  private long lastLine;

  ReportData(ReportLimits limits) {
    this.limits = limits;
  }

  int hits() {
    return hits;
  }

  /** Time of the last hit that was added, seconds since 1970 UTC. */
  long oldestSecond() {
    return lastSecond;
  }

  /** Adds a hit; says whether there is room for another. */
  boolean add(ReportHit hit) throws IOException {
    for (ColumnGroup group : groups) {
      chars += group.add(hit);
    }
    new NumberStream(times).put(hits == 0 ? hit.second() : lastSecond - hit.second());
    new NumberStream(statuses).put(hit.status());
    new NumberStream(bytes).put(hit.bytes() + 1);
    new NumberStream(lines).putSigned(hit.line() - lastLine);
    lastSecond = hit.second();
    lastLine = hit.line();
    hits++;
    return hits < limits.hits() && chars < limits.chars();
  }

  /**
   * Writes them.
   *
   * @param found hits that there were
   * @param cities where cities are
   * @param locator who located the addresses, if it is to be named
   */
  void writeTo(
      OutputStream out,
      Instant written,
      long found,
      CityPlaces cities,
      Optional<GeoProvider> locator)
      throws IOException {
    clients.forEach(cities::add);
    ByteArrayOutputStream header = new ByteArrayOutputStream(1 << 16);
    try (JsonGenerator json = JSON.createGenerator(header)) {
      json.writeStartObject();
      json.writeNumberField("format", FORMAT);
      json.writeStringField("written", written.toString());
      json.writeNumberField("found", found);
      json.writeNumberField("hits", hits);
      if (locator.isPresent()) {
        json.writeStringField("location_source", locator.get().shownName());
      }
      json.writeFieldName("places");
      cities.write(json);
      json.writeArrayFieldStart("groups");
      for (ColumnGroup group : groups) {
        group.writeTexts(json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write(
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(header.size())
            .array());
    header.writeTo(out);
    NumberStream numbers = new NumberStream(out);
    for (ColumnGroup group : groups) {
      group.writeNumbers(numbers);
    }
    for (ByteArrayOutputStream column : List.of(times, statuses, bytes, lines)) {
      column.writeTo(out);
    }
  }
}
