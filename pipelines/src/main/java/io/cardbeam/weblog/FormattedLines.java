package io.cardbeam.weblog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import nl.basjes.parse.core.Parser;
import nl.basjes.parse.core.exceptions.DissectionFailure;
import nl.basjes.parse.core.exceptions.InvalidDissectorException;
import nl.basjes.parse.core.exceptions.MissingDissectorsException;
import nl.basjes.parse.httpdlog.HttpdLoglineParser;
import org.jspecify.annotations.Nullable;

/**
 * Lines of any format of Apache ({@code LogFormat}) or nginx ({@code log_format}), by
 * httpdlog-parser. It takes some 10 µs a line, and finds where fields are; what their texts mean is
 * read as {@link CombinedLine} does.
 */
final class FormattedLines implements LineParser {
  /** Stands for a backslash while the library has the line, as it undoes escapes in some fields. */
  private static final char BACKSLASH = '\ue000';

  private static final String REQUEST = "HTTP.FIRSTLINE:request.firstline";
  private static final String METHOD = "HTTP.METHOD:request.firstline.method";
  private static final String TARGET = "HTTP.URI:request.firstline.uri";
  private static final String PROTOCOL = "HTTP.PROTOCOL_VERSION:request.firstline.protocol";
  private static final String PORT = "PORT:request.server.port.canonical";
  private static final String NGINX_PORT = "PORT:connection.server.port";
  private static final List<String> HOSTS =
      List.of(
          "IP:connection.client.host", "IP:connection.client.ip", "IP:connection.client.peerip");
  private static final List<String> USERS = List.of("STRING:connection.client.user");

  /** As {@link LogTime} reads it: the library takes days and hours that there are not. */
  private static final String STAMP = "TIME.STAMP:request.receive.time";

  private static final List<String> TIMES =
      List.of(
          STAMP,
          "TIME.EPOCH:request.receive.time.epoch",
          "TIME.EPOCH:request.receive.time.begin.epoch",
          "TIME.EPOCH:request.receive.time.end.epoch",
          "TIME.EPOCH:request.receive.time.last.epoch");
  private static final List<String> STATUSES =
      List.of("STRING:request.status.last", "STRING:request.status");
  private static final List<String> LENGTHS = List.of("response.body.bytes", "response.bytes");
  private static final List<String> REFERRERS = List.of("HTTP.URI:request.referer");
  private static final List<String> AGENTS = List.of("HTTP.USERAGENT:request.user-agent");
  private static final List<String> REQUEST_IDS =
      List.of(
          "HTTP.HEADER:response.header.x-request-id",
          "HTTP.HEADER:request.header.x-request-id",
          "STRING:nginxmodule.request_id",
          "STRING:request.id");
  private static final List<String> SERVERS =
      List.of("STRING:connection.server.name.canonical", "STRING:connection.server.name");

  /** Apache's %b, which has a dash for 0. */
  private static final Pattern DASH_FOR_ZERO = Pattern.compile("%[<>!,0-9]*b");

  private static final Pattern STATUS = Pattern.compile("\\d{3}");
  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
  private static final int MIN_STATUS = 100;
  private static final long MILLIS = 1_000;

  private final Parser<Fields> parser;
  private final List<String> lengths;

  /** What the library found in a line; it calls the setter. */
  public static final class Fields {
    private final Map<String, String> values = new HashMap<>();

    /** Takes a field. */
    public void set(String name, @Nullable String value) {
      if (value != null) {
        values.put(name, value);
      }
    }

    Optional<String> first(List<String> names) {
      return names.stream().filter(values::containsKey).findFirst().map(values::get);
    }
  }

  /**
   * Reads lines of a format.
   *
   * @throws IllegalArgumentException with a line for the user if it is no format, or has no time
   */
  FormattedLines(String format) {
    String written = LogFormats.written(format);
    String type = DASH_FOR_ZERO.matcher(written).find() ? "BYTESCLF:" : "BYTES:";
    lengths = LENGTHS.stream().map(name -> type + name).toList();
    try {
      Set<String> possible =
          new HashSet<>(new HttpdLoglineParser<>(Fields.class, written).getPossiblePaths());
      parser = new HttpdLoglineParser<>(Fields.class, written);
      List<String> wanted =
          new ArrayList<>(List.of(REQUEST, METHOD, TARGET, PROTOCOL, PORT, NGINX_PORT));
      List.of(HOSTS, USERS, TIMES, STATUSES, lengths, REFERRERS, AGENTS, SERVERS, REQUEST_IDS)
          .forEach(wanted::addAll);
      wanted.retainAll(possible);
      if (wanted.stream().noneMatch(TIMES::contains)) {
        throw new IllegalArgumentException(
            "a format needs the time of the request, such as %t or $time_local: " + format);
      }
      parser.addParseTarget(Fields.class.getMethod("set", String.class, String.class), wanted);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a class has its own method", e);
    } catch (RuntimeException e) {
      if (e instanceof IllegalArgumentException known) {
        throw known;
      }
      throw new IllegalArgumentException("no format of Apache or nginx: " + format, e);
    }
  }

  @Override
  public Hit read(byte[] line, int from, int to) throws BadLineException {
    int start = CombinedLine.start(line, from, to);
    int end = CombinedLine.end(line, start, to);
    Fields fields;
    try {
      fields =
          parser.parse(
              new Fields(),
              new String(line, start, end - start, ISO_8859_1).replace('\\', BACKSLASH));
    } catch (DissectionFailure e) {
      throw new BadLineException("the line is not of the format");
    } catch (InvalidDissectorException | MissingDissectorsException e) {
      throw new IllegalStateException("the format can't be read", e);
    }
    return new Hit(
        fields.first(HOSTS).map(FormattedLines::text),
        fields.first(USERS).map(FormattedLines::text).map(Client::user),
        seconds(fields),
        request(fields),
        status(fields),
        length(fields),
        fields.first(REFERRERS).map(FormattedLines::text),
        fields.first(AGENTS).map(FormattedLines::text),
        server(fields),
        fields
            .first(REQUEST_IDS)
            .map(FormattedLines::text)
            .map(LoggedIds::ofRequest)
            .orElse(LoggedIds.NONE));
  }

  private static byte[] bytes(String value) {
    return value.replace(BACKSLASH, '\\').getBytes(ISO_8859_1);
  }

  private static String text(String value) {
    byte[] bytes = bytes(value);
    return LogText.of(bytes, 0, bytes.length);
  }

  private static long seconds(Fields fields) throws BadLineException {
    Optional<String> stamp = fields.first(List.of(STAMP));
    Optional<String> millis = fields.first(TIMES);
    if (stamp.isPresent()) {
      byte[] bytes = ("[" + stamp.get() + "]").getBytes(ISO_8859_1);
      if (!LogTime.isAt(bytes, 0, bytes.length)) {
        throw new BadLineException("the line's time is none");
      }
      return LogTime.seconds(bytes, 0);
    }
    if (millis.isEmpty()) {
      throw new BadLineException("the line has no time");
    }
    return Math.floorDiv(Long.parseLong(millis.get()), MILLIS);
  }

  /** Of a format without the first line as a whole, the line that its parts make. */
  private static LoggedRequest request(Fields fields) {
    Optional<String> line = fields.first(List.of(REQUEST));
    Optional<String> target = fields.first(List.of(TARGET));
    if (line.isEmpty() && target.isPresent()) {
      line =
          Optional.of(
              fields.first(List.of(METHOD)).orElse("GET")
                  + " "
                  + target.get()
                  + fields.first(List.of(PROTOCOL)).map(protocol -> " " + protocol).orElse(""));
    }
    byte[] bytes = line.map(FormattedLines::bytes).orElse(new byte[0]);
    return LoggedRequest.of(bytes, 0, bytes.length);
  }

  private static OptionalInt status(Fields fields) throws BadLineException {
    Optional<String> status = fields.first(STATUSES);
    if (status.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!STATUS.matcher(status.get()).matches()) {
      throw new BadLineException("there is no HTTP status " + status.get());
    }
    int number = Integer.parseInt(status.get());
    if (number > 0 && number < MIN_STATUS) {
      throw new BadLineException("there is no HTTP status " + number);
    }
    return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private OptionalLong length(Fields fields) throws BadLineException {
    Optional<String> length = fields.first(lengths);
    if (length.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!LENGTH.matcher(length.get()).matches()) {
      throw new BadLineException("the number of bytes is none");
    }
    return OptionalLong.of(Long.parseLong(length.get()));
  }

  private static Optional<String> server(Fields fields) {
    Optional<String> port = fields.first(List.of(PORT, NGINX_PORT));
    return fields
        .first(SERVERS)
        .map(FormattedLines::text)
        .map(name -> port.map(number -> name + ":" + number).orElse(name));
  }
}
