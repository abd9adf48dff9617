package io.cardbeam.weblog;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The columns of a row of hits, in their order. All but file, line and time may be null. */
public enum HitColumn {
  FILE(Type.TEXT, "file that the line is in"),
  LINE(Type.NUMBER, "number of the line in it, from 1"),
  REMOTE_HOST(Type.TEXT, "address or name of who asked"),
  USER(Type.TEXT, "who that was by HTTP authentication"),
  TIME(Type.TIME, "when, UTC"),
  METHOD(Type.TEXT, "null if the request is none"),
  PATH(Type.TEXT, "of the target, percent-encoding as logged"),
  QUERY(Type.TEXT, "after the question mark, secrets masked"),
  PROTOCOL(Type.TEXT, "such as HTTP/1.1"),
  STATUS(Type.NUMBER, "HTTP status of the answer"),
  BYTES(Type.NUMBER, "length of the answer"),
  REFERRER(Type.TEXT, "page that led there, secrets masked"),
  USER_AGENT(Type.TEXT, "what the client called itself"),
  VHOST(Type.TEXT, "name of the server, with its port if it is logged"),
  IS_BOT(Type.FLAG, "whether no person asked"),
  RAW_REQUEST(Type.TEXT, "the request as logged, with the log's escapes, secrets masked"),
  AGENT_CLASS(Type.TEXT, "browser, bot, ai_agent, tool or unknown"),
  AGENT_NAME(Type.TEXT, "such as Firefox"),
  AGENT_VERSION(Type.TEXT, "of the agent"),
  OS(Type.TEXT, "operating system with its version"),
  DEVICE(Type.TEXT, "kind of device"),
  COUNTRY(Type.TEXT, "ISO 3166-1 alpha-2"),
  CITY(Type.TEXT, "name in English"),
  NETWORK(Type.TEXT, "the address's /24, of IPv6 its /48"),
  VISITOR(Type.TEXT, "hash of remote_host and user_agent, 16 hexadecimal digits"),
  REQUEST_ID(Type.TEXT, "what the server calls the request, at the end of the line"),
  AUTHORIZATION_ID(Type.TEXT, "authorization that Cardbeam's gateway answered with");

  private static final List<HitColumn> ALL = List.of(values());

  private final Type type;
  private final String meaning;
  private final String columnName = name().toLowerCase(Locale.ROOT);

  /** What a column holds. */
  public enum Type {
    /** A text. */
    TEXT,
    /** A whole number. */
    NUMBER,
    /** True or false. */
    FLAG,
    /** Seconds since 1970 UTC. */
    TIME
  }

  HitColumn(Type type, String meaning) {
    this.type = type;
    this.meaning = meaning;
  }

  /** All of them, in order. */
  public static List<HitColumn> all() {
    return ALL;
  }

  /** Their names, in order. */
  public static Stream<String> names() {
    return ALL.stream().map(HitColumn::columnName);
  }

  /** Its name in files. */
  public String columnName() {
    return columnName;
  }

  /** What it holds. */
  public Type type() {
    return type;
  }

  /** What it says, in words. */
  public String meaning() {
    return meaning;
  }
}
