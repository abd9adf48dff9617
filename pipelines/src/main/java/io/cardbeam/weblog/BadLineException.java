package io.cardbeam.weblog;

/** A line that says nothing of a request: torn, of another format, or with impossible values. */
public final class BadLineException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * A line.
   *
   * @param reason what is wrong, in a line for people
   */
  BadLineException(String reason) {
    super(reason, null, false, false); // no stack trace: a file may hold millions
  }

  /** What is wrong. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
