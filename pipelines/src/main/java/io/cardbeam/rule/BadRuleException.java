package io.cardbeam.rule;

/** An expression that is refused; the message says why, in a sentence a person can act on. */
public final class BadRuleException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;
  private final String reason;

  BadRuleException(int line, int column, String reason) {
    super(line + ":" + column + ": " + reason);
    this.line = line;
    this.column = column;
    this.reason = reason;
  }

  /** Line of the place that is wrong, from 1. */
  public int line() {
    return line;
  }

  /** Column of the place that is wrong, from 1, in code points. */
  public int column() {
    return column;
  }

  /** What is wrong there. */
  public String reason() {
    return reason;
  }

  /** The line of the expression that is wrong, and below it a mark at the column. */
  public String picture(String expression) {
    String text = expression.lines().skip(line - 1L).findFirst().orElse("");
    return text + "\n" + " ".repeat(column - 1) + "^";
  }
}
