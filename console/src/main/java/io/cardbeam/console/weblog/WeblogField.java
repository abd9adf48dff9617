package io.cardbeam.console.weblog;

import java.util.Locale;

/** What hits can be filtered by, as one value each. */
enum WeblogField {
  /** ISO 3166-1 alpha-2. */
  COUNTRY("country"),
  /** Name. */
  CITY("city"),
  /** Path of the request, without its query. */
  PATH("path.key"),
  /** Address of the page before. */
  REFERRER("referrer.key"),
  /** Name of browser, robot or tool. */
  AGENT("agent_name"),
  /** What kind of client it is. */
  AGENT_CLASS("agent_class"),
  /** Virtual host. */
  HOST("vhost"),
  /** Hash of address and user agent. */
  VISITOR("visitor"),
  /** Method of the request. */
  METHOD("method");

  /** Longest value, characters: the index has no longer ones. */
  static final int MAX_CHARS = 1_024;

  private final String indexed;

  WeblogField(String indexed) {
    this.indexed = indexed;
  }

  /** Name of the parameter. */
  String parameter() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Name of the index's field, whose values are whole. */
  String indexed() {
    return indexed;
  }
}
