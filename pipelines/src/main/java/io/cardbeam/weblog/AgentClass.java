package io.cardbeam.weblog;

import java.util.Locale;

/** What kind of client a user agent names. */
public enum AgentClass {
  /** A browser, or an app with one in it. */
  BROWSER,
  /** Search engines, monitors, scanners, previews and others that call themselves robots. */
  BOT,
  /** What gathers pages to train language models, or reads them for one that answers somebody. */
  AI_AGENT,
  /** A library or a command, such as curl. */
  TOOL,
  /** None was named, or one that nobody knows. */
  UNKNOWN;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** As rows have it. */
  public String word() {
    return word;
  }

  /** Whether such a client is run by no person who looks at pages. */
  public boolean isBot() {
    return this == BOT || this == AI_AGENT || this == TOOL;
  }
}
