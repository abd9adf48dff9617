package io.cardbeam.csv;

import io.cardbeam.text.CardNumberMask;

/** A row that can't be taken, and why; never holds a card number. */
public final class BadRowException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code short code for machines, for instance BAD_AMOUNT
   * @param reason what is wrong, in a sentence a person can act on
   */
  public BadRowException(String code, String reason) {
    // Rows are many, and file and line say where they are: a stack trace would only cost.
    super(reason, null, false, false);
    this.code = code;
  }

  /**
   * A value that can't be taken.
   *
   * @param code short code for machines
   * @param column what reasons call it
   * @param text the value, quoted with card numbers masked
   * @param what is wrong with it
   */
  static BadRowException of(String code, String column, String text, String what) {
    return new BadRowException(code, column + " " + CardNumberMask.quoted(text) + " " + what);
  }

  /** Short code for machines. */
  public String code() {
    return code;
  }

  /** What is wrong. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
