package io.cardbeam.weblog;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** By what a visitor is known as a robot. */
public enum BotSign {
  /** By the name that it gives itself. */
  NAME,
  /** It asked for robots.txt. */
  ROBOTS_TXT,
  /** It looked for holes {@value #LEAST_PROBES} times or more. */
  PROBES,
  /** {@value #LEAST_ERRORS} of its requests or more failed, and four of five. */
  ERRORS,
  /** It asked for {@value #LEAST_PAGES} pages or more in a session, more than one a second. */
  PACE;

  static final int LEAST_PROBES = 2;
  static final int LEAST_ERRORS = 20;
  static final int LEAST_PAGES = 60;
  private static final int FIFTHS = 5;
  private static final int FIFTHS_OF_ERRORS = 4;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** As rows have it. */
  public String word() {
    return word;
  }

  /**
   * What shows by behaviour that a visitor is a robot, if anything does.
   *
   * @param sessions all of the visitor's
   */
  public static Optional<BotSign> ofBehaviour(List<Visit> sessions) {
    long robots = sessions.stream().mapToLong(Visit::robots).sum();
    long probes = sessions.stream().mapToLong(Visit::probes).sum();
    long errors = sessions.stream().mapToLong(Visit::errors).sum();
    long hits = sessions.stream().mapToLong(Visit::hits).sum();
    if (robots > 0) {
      return Optional.of(ROBOTS_TXT);
    }
    if (probes >= LEAST_PROBES) {
      return Optional.of(PROBES);
    }
    if (errors >= LEAST_ERRORS && errors * FIFTHS >= hits * FIFTHS_OF_ERRORS) {
      return Optional.of(ERRORS);
    }
    return sessions.stream().anyMatch(BotSign::isFast) ? Optional.of(PACE) : Optional.empty();
  }

  private static boolean isFast(Visit session) {
    return session.pages() >= LEAST_PAGES && session.pages() > session.end() - session.start();
  }
}
