package io.cardbeam.pipeline.weblog;

import io.cardbeam.weblog.LocatedHit;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What hits are counted by, each in a file of its own. */
enum Dimension {
  /** The minute, UTC. */
  MINUTE,
  /** The country of the address. */
  COUNTRY,
  /** Country and city of the address. */
  CITY,
  /** The path; of one longer than {@value #MAX_PATH} characters the beginning. */
  PATH,
  /** The status. */
  STATUS,
  /** Kind and name of the user agent. */
  AGENT;

  private static final int MAX_PATH = 2_048;
  private static final int SECONDS = 60;

  /** Between the values of a key; the last value alone may hold it. */
  private static final String BETWEEN = "\u001f";

  /** Two values, put together only where they become a text. */
  private record Two(String first, String second) {
    @Override
    public String toString() {
      return first + BETWEEN + second;
    }
  }

  /** Names of the columns that its values are in. */
  List<String> columns() {
    return switch (this) {
      case CITY -> List.of("country", "city");
      case AGENT -> List.of("agent_class", "agent");
      default -> List.of(name().toLowerCase(Locale.ROOT));
    };
  }

  /** The file of its counts. */
  String file() {
    return "counts-" + name().toLowerCase(Locale.ROOT) + ".csv";
  }

  /** What a hit is counted under; equal objects for the same. */
  Object valueOf(LocatedHit hit) {
    return switch (this) {
      case MINUTE -> Math.floorDiv(hit.hit().epochSeconds(), SECONDS);
      case COUNTRY -> hit.address().country().orElse("");
      case CITY -> new Two(hit.address().country().orElse(""), hit.address().city().orElse(""));
      case PATH -> shortPath(hit.hit().request().path().orElse(""));
      case STATUS -> hit.hit().status().orElse(0);
      case AGENT -> new Two(hit.agent().agentClass().word(), hit.agent().name().orElse(""));
    };
  }

  /** A path, or the beginning of one that is too long. */
  static String shortPath(String path) {
    return path.length() <= MAX_PATH ? path : path.substring(0, MAX_PATH);
  }

  /** A value as a text that keys of counts have. */
  String text(Object value) {
    return switch (this) {
      case MINUTE -> Instant.ofEpochSecond((Long) value * SECONDS).toString();
      case STATUS -> (Integer) value == 0 ? "" : value.toString();
      default -> value.toString();
    };
  }

  /** The columns of such a text. */
  List<String> columnsOf(String text) {
    return List.of(text.split(BETWEEN, columns().size()));
  }

  /** The text of such columns. */
  static String textOf(List<String> columns) {
    return String.join(BETWEEN, columns);
  }
}
